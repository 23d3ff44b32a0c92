import {createServer} from 'node:http';
import {createServer as createSocketServer} from 'node:net';
import {inspect} from 'node:util';
import {openPostClient} from '../../../source/api/post-client.ts';
import {HttpProxy} from '../../../source/core/http-proxy.ts';
import {channelKinds, type Channel} from '../../../source/core/notify.ts';
import {Secret} from '../../../source/core/secret.ts';
import {systemClock as clock} from '../../../source/core/time/system-clock.ts';
import {messagesFor} from '../../../source/i18n/index.ts';
import {deliver} from '../../../source/notify/deliver.ts';
import {testMessage} from '../../../source/notify/message.ts';
import {clientOf, failureOf, never} from '../../api/client-of.ts';
import {listen} from '../../api/loopback.ts';
import type {Chance} from '../../helpers/fault-chance.ts';
import type {Scope} from '../../helpers/program.ts';
import {assertKeyless, formsOf} from '../keyless.ts';
import type {CaseResults, Part} from '../part.ts';

/** The number of answers with a secret if the campaign runs in full (scale 1). */
const whole = 4000;
const catalogues = [messagesFor('en'), messagesFor('zh')];
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * Proxies and servers of channels repeat the secrets that they got, in random forms. Asserts that no sentence about the
 * failure, and neither the error nor the settings, contains the password of the proxy, the address of the channel or the
 * secret of its signature (S8).
 */
export const part: Part = {
	whole,
	async run({chance, share, results, scope}) {
		const wanted = share(whole);
		const askProxy = await proxyCases(scope, chance, results);
		const askChannel = await channelCases(scope, chance, results);

		while (results.cases < wanted) {
			await (results.cases % 2 === 0 ? askProxy() : askChannel());
		}
	},
};

async function proxyCases(scope: Scope, chance: Chance, results: CaseResults) {
	let echoed = '';
	const server = await listen(
		scope,
		createSocketServer(socket => {
			socket.on('error', () => {});
			socket.once('data', () => socket.end(echoed));
		}),
	);

	return async () => {
		const password = secretOf(chance);
		const login = Buffer.from(`wei:${password}`).toString('base64');
		const url = new URL(`http://wei:${password}@localhost:${server.url.port}`);
		const proxy = new HttpProxy(url, '');
		const form = chance.pick([...formsOf(password), login, url.href]);
		const status = chance.pick([200, 400, 401, 403, 407, 502, 503]);
		echoed = chance.pick([
			`HTTP/1.1 ${status} ${form}\r\n\r\n`,
			`HTTP/1.1 ${status} no\r\nproxy-authenticate: ${form}\r\nvia: ${form}\r\n\r\n${form}`,
			`${form}\r\n\r\n`,
		]);
		const client = clientOf(scope, new URL('https://service.example'), {proxy: () => proxy});
		const error = await failureOf(client.execution('a', never));
		const problem = error.toProblem(clock.now());
		const said = catalogues.map(({problem: words}) => words.sentence(problem));
		search(results, `a proxy says ${JSON.stringify(echoed)}`, [password, login], {
			'a sentence': said.join('\n'),
			'the problem': JSON.stringify(problem),
			'the error': `${inspect(error, {depth: 6, showHidden: true})}${error.stack}`,
			'the settings': `${inspect(proxy, {showHidden: true})}${JSON.stringify(proxy)}`,
		});
	};
}

async function channelCases(scope: Scope, chance: Chance, results: CaseResults) {
	let echoed = {status: 200, body: ''};
	const server = await listen(
		scope,
		createServer((request, response) => {
			request.resume();
			response.writeHead(echoed.status, {'x-echo': 'it', 'retry-after': '1'}).end(echoed.body);
		}),
	);
	const client = openPostClient();
	scope.after(async () => client.close());

	return async () => {
		const [token, query, secret] = [secretOf(chance), secretOf(chance), secretOf(chance)];
		const url = new URL(`/hook/${token}?access_token=${query}`, server.url);
		const channel: Channel = {
			number: 1,
			kind: chance.pick(channelKinds),
			url: new Secret(url.href, '[address]'),
			secret: new Secret(secret, '[secret]'),
			on: [],
		};
		const form = chance.pick([url.href, ...[token, query, secret].flatMap(formsOf)]);
		const code = chance.pick([0, 9499, 19_021, 310_000, 93_000, -1]);
		const answer = {code, errcode: code, msg: `no ${form}`, errmsg: `no ${form}`};
		echoed = {
			status: chance.pick([200, 400, 403, 404, 429, 500]),
			body: chance.happens(0.2) ? `<html>${form}` : JSON.stringify(answer),
		};
		const [words] = catalogues;
		const failure =
			words === undefined ? null : await deliver(channel, testMessage(words), client, clock, never);
		const notices =
			failure === null
				? []
				: catalogues.map(({notice}) =>
						notice(
							{kind: 'channel-failed', channel: {number: 1, kind: channel.kind}, why: failure},
							String,
						),
					);
		search(results, `a channel says ${JSON.stringify(echoed)}`, [token, query, secret], {
			'a notice': notices.join('\n'),
			'the failure': inspect(failure, {depth: 6, showHidden: true}),
			'the settings': `${inspect(channel, {depth: 6, showHidden: true})}${JSON.stringify(channel)}`,
		});
	};
}

function search(
	results: CaseResults,
	name: string,
	secrets: readonly string[],
	artefacts: Readonly<Record<string, string>>,
): void {
	results.case(name, () => {
		for (const [where, text] of Object.entries(artefacts)) {
			for (const secret of secrets) {
				assertKeyless(text, secret, where);
			}
		}
	});
}

function secretOf(chance: Chance): string {
	return Array.from({length: chance.between(20, 40)}, () => chance.pick([...alphabet])).join('');
}
