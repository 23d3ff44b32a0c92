import assert from 'node:assert/strict';
import test from 'node:test';
import {systemClock} from '../../../source/core/time/clock.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {openMcpSession} from '../../../source/session/mcp/mcp-session.ts';
import {serve} from '../../api/loopback.ts';
import {requestOf} from '../../config/parse.ts';
import {temporaryFolder} from '../../helpers/program.ts';

test('a call is tried again as often late in an outage, for which other calls have waited', async t => {
	const down = ['down 1', 'down 2', 'down 3', 'down 4', 'down 5'];
	const retried = Promise.withResolvers<void>();
	let ofDown = 0;
	let ofLate = 0;
	const {url} = await serve(t, ({url: path = ''}, response) => {
		const isDown = path.includes('down');
		ofDown += Number(isDown);
		ofLate += Number(path.includes('late'));
		response.statusCode = isDown || ofLate === 1 ? 503 : 200;
		response.end('{"code": 0, "data": {"status": "running"}}');

		if (ofDown === 2 * down.length) {
			retried.resolve();
		}
	});
	t.mock.property(process, 'env', {...process.env, XDG_STATE_HOME: temporaryFolder(t)});
	let elapsed = 0;
	t.mock.method(systemClock, 'monotonic', () => performance.now() + elapsed);
	const messages = messagesFor('en');
	const session = await openMcpSession({
		...requestOf({argv: ['mcp', '--base-url', url.href]}),
		messages,
		english: messages,
		keyVariable: 'cy_0123456789abcdef',
		version: '0',
	});
	const {signal} = new AbortController();
	const start = () => session.startCall({signal, note: () => {}, showProgress: () => {}});
	const waiting = start().read(down);
	await retried.promise;
	elapsed = 600_000;
	const {runs} = await start().read(['late']);
	assert.equal(runs.get('late')?.execution?.status.exact, 'running');
	await waiting;
	await session.close();
});
