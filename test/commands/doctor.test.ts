import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {askService} from '../../source/commands/doctor/ask-service.ts';
import {doctorChecks, type DoctorFacts} from '../../source/commands/doctor/doctor.ts';
import {systemClock} from '../../source/core/time/clock.ts';
import {errorResponse, successResponse} from '../../source/demo/responses.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {temporaryFolder} from '../helpers/program.ts';
import type {Scenario} from '../helpers/script.ts';
import {startService} from '../helpers/service.ts';

const messages = messagesFor('en');

/** The state and the sentence of a check of these facts. */
function result(name: keyof typeof doctorChecks, facts: Partial<DoctorFacts>): string {
	const options = {language: 'en', baseUrl: new URL('https://a.example'), proxy: null};
	const all = {env: {}, platform: 'linux', isTerminal: true, options, messages, ...facts};
	return doctorChecks[name](all as DoctorFacts, messages.doctor).join(': ');
}

/** What the checks say that ask the service. */
async function ask(t: TestContext, scenario: Scenario, clock = systemClock) {
	const {origin} = await startService(t, {scenario, apiKey: 'cy_1'});
	const service = await askService({baseUrl: origin, proxy: null}, 'cy_1', clock);
	return (['reach', 'balance', 'clock'] as const).map(name => result(name, {service}));
}

test('certificates: verification disabled by a variable, and a missing file of certificates', () => {
	for (const [env, said] of [
		[{}, /^ok: /],
		[{NODE_TLS_REJECT_UNAUTHORIZED: '0'}, /^warn: .*is ignored/],
		[{NODE_TLS_REJECT_UNAUTHORIZED: '1'}, /^ok: /],
		[{NODE_EXTRA_CA_CERTS: import.meta.filename}, /^ok: /],
		[
			{NODE_EXTRA_CA_CERTS: '/none/ca.pem'},
			/^fail: .*ca\.pem, which cannot be read \(ENOENT\)\. Correct/,
		],
	] as const) {
		assert.match(result('certificates', {env, service: null}), said);
	}
});

test('the terminal is reported with its capabilities', () => {
	const env = {TERM: 'xterm-kitty', LANG: 'zh_CN.UTF-8', COLORTERM: 'truecolor'};
	assert.equal(
		result('terminal', {env}),
		'ok: xterm-kitty, true colour, Unicode, links, notifications by OSC777',
	);
	const ascii = {env: {TERM: 'xterm', LANG: 'C'}, options: {language: 'en'} as never};
	assert.match(result('terminal', ascii), /^ok: .*ASCII only/);
	assert.match(result('locale', ascii), /^warn: .*Set LANG/);
	assert.match(result('terminal', {env: {TERM: 'dumb'}}), /^warn: /);
	assert.match(result('terminal', {env, isTerminal: false}), /^open: /);
});

test('folders that are not writable are named; a missing HOME is reported', t => {
	const env = {HOME: temporaryFolder(t)};
	assert.match(result('folders', {env}), /^ok: /);
	assert.match(result('folders', {}), /^warn: HOME is not set/);
	const folder = join(env.HOME, '.config', 'chenyu-top');
	mkdirSync(join(env.HOME, '.config'));
	writeFileSync(folder, '');
	chmodSync(folder, 0o400);
	assert.match(result('folders', {env}), /^warn: not writable: \S+\.config\/chenyu-top\. /);
});

test('a wrong clock is reported with its amount and direction, and advice', async t => {
	for (const [off, said] of [
		[
			120_000,
			/^open: unknown: the request failed, or .*warn: 1[12]\d seconds ahead of the service's/,
		],
		[-90_000, /^open: .*warn: (8|9)\d seconds behind the service's/],
	] as const) {
		const now = () => systemClock.now() + off;
		const [reach, balance = '', clock = ''] = await ask(t, {runs: []}, {...systemClock, now});
		assert.match(reach ?? '', /^ok: https:\S+ responded in .* and accepted the key/);
		assert.match(balance + clock, said);
	}
});

test('a service whose run list cannot be read is no success', async t => {
	const [reach = ''] = await ask(t, {runs: [], faults: [{answer: successResponse({list: []})}]});
	assert.match(reach, /^fail: /);
});

test('a request that is refused with 429 is a warning, with the time that the service asks to wait', async t => {
	for (const [headers, said] of [
		[{'retry-after': '90'}, /refuses requests, .*: try again in 1 minute 30 seconds\.$/],
		[{}, /try again later\.$/],
	] as const) {
		const faults = [{answer: errorResponse(429, '', headers)}];
		const results = await ask(t, {runs: [], faults});
		assert.match(results[0] ?? '', said);
		assert.match(results.join('\n'), /^warn: .*\nopen: .*\nok: /);
	}
});
