import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {runHeadless} from '../helpers/run-headless.ts';
import {startService, type TestService} from '../helpers/service.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {makeHome, type Home} from './home.ts';
import {finishedRun, queuedRun} from './runs.ts';

const homeKey = 'cy_home_0123456789abcdef';
const workKey = 'cy_work_fedcba9876543210';
const outsideKey = 'cy_outside_00112233445566';

type Two = {readonly home: TestService; readonly work: TestService; readonly folder: Home};

/** Two accounts, each at a service of its own that takes its key alone, and a config with both. */
async function twoAccounts(t: TestContext): Promise<Two> {
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
				work: {baseUrl: work.origin.href, apiKeyFile: 'work.key', theme: 'mono', interval: 0.5},
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
	test('--profile watches its account with its key, also where the environment has another one', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const {code, stdout, stderr} = await runHeadless(
			['--profile', 'work', '--json', '--once', ...work.runOrderIds],
			{env: {...folder.env, CHENYU_API_KEY: outsideKey}},
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

	test('the key of a profile does not go where CHENYU_BASE_URL leads', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const {code, stderr} = await runHeadless(['--profile', 'work', '--json', 'wfrun_1'], {
			env: {...folder.env, CHENYU_BASE_URL: home.origin.href},
		});
		assert.equal(code, 3);
		assert.match(
			stderr,
			/The key file in the config is for http:\/\/127\.0\.0\.1:\d+, but the base URL is/,
		);
		assert.deepEqual([...home.recorded, ...work.recorded], []);
	});

	test('switching shows the other account and nothing of the one before; keys and memories never mix', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const terminal = openTerminal(t, {
			args: ['--profile', 'home'],
			env: folder.env,
			columns: 100,
		});
		await terminal.waitFor(/chenyu-top ─ home[^]*Runs 2[^]*Home/);
		terminal.press('p');
		await terminal.waitFor('◆');
		terminal.press(':');
		terminal.type('profile work');
		await terminal.waitFor('▸profile work');
		terminal.press('enter');
		const shown = await terminal.waitFor(/chenyu-top ─ work[^]*Runs 2[^]*Work/);
		assert.ok(!shown.join('\n').includes('Home'), shown.join('\n'));
		assert.ok(!shown.join('\n').includes('◆'));
		// What was still under way for the account before has ended; from here on only the other one is asked.
		const requested = home.recorded.length;
		const polls = work.recorded.length;
		await terminal.waitFor(() => work.recorded.length > polls + 2);
		assert.equal(home.recorded.length, requested);
		terminal.press('a');
		await terminal.waitFor(/Add runs 2 [^]*Work/);
		terminal.press('esc');
		await terminal.waitFor('▸Runs 2');
		terminal.press('j', '-');
		await terminal.waitFor('Runs 1');

		terminal.press(':');
		terminal.type('profile home');
		await terminal.waitFor('▸profile home');
		terminal.press('enter');
		const back = await terminal.waitFor(/chenyu-top ─ home[^]*Runs 2[^]*◆\w+ Home/);
		assert.ok(!back.join('\n').includes('Work'));
		terminal.press('q');
		await terminal.exit;
		assert.deepEqual(keysSeen(home), [`Bearer ${homeKey}`]);
		assert.deepEqual(keysSeen(work), [`Bearer ${workKey}`]);
		assert.match(terminal.scrollback().join('\n'), /chenyu-top --profile home/);

		const state = readFileSync(join(folder.path, '.local/state/chenyu-top/state.json'), 'utf8');
		const {services} = JSON.parse(state) as {
			services: Record<string, {pinned: string[]; dropped: string[]}>;
		};
		const ofHome = services[`${home.origin.href} home`];
		const ofWork = services[`${work.origin.href} work`];
		assert.deepEqual([ofHome?.pinned.length, ofHome?.dropped.length], [1, 0]);
		assert.deepEqual([ofWork?.pinned.length, ofWork?.dropped.length], [0, 1]);
		assert.ok(home.runOrderIds.includes(ofHome?.pinned[0] ?? ''));
		assert.ok(work.runOrderIds.includes(ofWork?.dropped[0] ?? ''));

		for (const key of [homeKey, workKey]) {
			assert.ok(!state.includes(key));
			assert.ok(!terminal.raw().includes(key));
		}
	});

	test('a profile without a key says why, and the account stays; a demo has but its own', async t => {
		const {home, folder} = await twoAccounts(t);
		const config = JSON.parse(readFileSync(folder.configPath, 'utf8')) as {
			profiles: Record<string, unknown>;
		};
		const broken = makeHome(
			t,
			{profiles: {...config.profiles, broken: {apiKeyFile: 'nowhere.key'}}},
			{'home.key': homeKey, 'work.key': workKey},
		);
		const terminal = openTerminal(t, {
			args: ['--profile', 'home'],
			env: broken.env,
			columns: 120,
		});
		await terminal.waitFor(/Runs 2[^]*Home/);
		terminal.press(':');
		terminal.type('profile broken');
		await terminal.waitFor('▸profile broken');
		terminal.press('enter');
		await terminal.waitFor(/Runs 2[^]*Home[^]*The file of "apiKeyFile" cannot be read \(ENOENT\)/);
		assert.deepEqual(keysSeen(home), [`Bearer ${homeKey}`]);

		const demo = openTerminal(t, {args: ['--demo'], env: folder.env, columns: 120});
		await demo.waitFor(/Runs \d+/);
		demo.press(':');
		demo.type('profile work');
		await demo.waitFor('▸profile work');
		demo.press('enter');
		await demo.waitFor('the demo has its own account');
	});
});
