import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {startService, type TestService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {makeHome, runIn} from './home.ts';
import {finishedRun, queuedRun} from './runs.ts';
import {leave} from './watch.ts';

const homeKey = 'cy_home_0123456789abcdef';
const workKey = 'cy_work_fedcba9876543210';
const outsideKey = 'cy_outside_00112233445566';

/** Starts two services with different keys, and makes a home with a profile for each. */
async function twoAccounts(t: TestContext) {
	const start = async (title: string, key: string): Promise<TestService> =>
		startService(t, {
			scenario: {runs: [queuedRun(title), finishedRun(`${title} done`)]},
			apiKey: key,
		});
	const [home, work] = await Promise.all([start('Home', homeKey), start('Work', workKey)]);
	const folder = makeHome(
		t,
		{
			profiles: {
				home: {baseUrl: home.origin.href, apiKeyFile: 'home.key'},
				work: {
					baseUrl: work.origin.href,
					apiKeyFile: 'work.key',
					theme: 'mono',
					interval: 0.5,
					budget: 5,
				},
			},
		},
		{'home.key': homeKey, 'work.key': workKey},
	);
	return {home, work, folder};
}

function keysSeen({recorded}: TestService): readonly string[] {
	return [...new Set(recorded.map(({headers}) => headers.authorization ?? ''))];
}

suite('profiles', {concurrency: 4}, () => {
	test('--profile uses the key of the profile instead of the variable', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const {code, stdout, stderr} = await runIn(
			folder,
			['--profile', 'work', '--json', '--once', ...work.runOrderIds],
			{CHENYU_API_KEY: outsideKey},
		);
		assert.equal(code, 0, stderr);
		assert.match(stdout, /Work done/);
		assert.match(stderr, /^chenyu-top: CHENYU_API_KEY is not used: profile work has[^\n]*\n$/);
		assert.deepEqual(keysSeen(work), [`Bearer ${workKey}`]);
		assert.deepEqual(home.recorded, []);

		for (const key of [homeKey, workKey, outsideKey]) {
			assert.ok(!`${stdout}${stderr}`.includes(key));
		}
	});

	test('keys and saved state of two accounts never mix', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const open = (profile: string) =>
			openTerminal(t, {args: ['--profile', profile], env: folder.env, columns: 100});
		const first = open('home');
		await first.play(['', / home ─ [^]*Runs 2[^]*Home/], [': "label mine" enter', /mine/]);
		await leave(first);
		assert.match(first.scrollback().join('\n'), /chenyu-top --profile home/);
		const other = open('work');
		const shown = await other.play(
			['', / work ─ [^]* of ¥5\.00[^]*Runs 2[^]*Work/],
			['j -', 'Runs 1'],
		);
		assert.doesNotMatch(shown.join('\n'), /Home|mine/);
		await leave(other);
		assert.deepEqual(keysSeen(home), [`Bearer ${homeKey}`]);
		assert.deepEqual(keysSeen(work), [`Bearer ${workKey}`]);
		const state = readFileSync(join(folder.path, '.local/state/chenyu-top/state.db'), 'latin1');

		for (const key of [homeKey, workKey]) {
			assert.ok([state, first.raw(), other.raw()].every(text => !text.includes(key)));
		}

		const again = open('home');
		await again.play(['', / home ─ [^]*Runs 2[^]*Home[^]*mine/]);
		await leave(again);
	});
});
