import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
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
async function twoAccounts(t: TestContext, profiles: object = {}) {
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
				...profiles,
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

	test('switching shows only the other account; keys and saved state never mix', async t => {
		const {home, work, folder} = await twoAccounts(t);
		const terminal = openTerminal(t, {
			args: ['--profile', 'home'],
			env: folder.env,
			columns: 100,
		});
		const shown = await terminal.play(
			['', /┌ home[^]*Runs 2[^]*Home/],
			[': "label mine" enter', /mine/],
			[': "profile work"', '▸profile work'],
			['enter', /┌ work[^]* of ¥5\.00[^]*Runs 2[^]*Work/],
		);
		assert.doesNotMatch(shown.join('\n'), /Home|mine/);
		const isMono = () =>
			Array.from({length: 100}, (_, x) => x).every(
				x => terminal.cell(x, 0).foreground === 'default',
			);
		await terminal.waitFor(isMono);
		// Requests in flight for the first account have ended.
		const requested = home.recorded.length;
		const polls = work.recorded.length;
		await terminal.waitFor(() => work.recorded.length > polls + 2);
		assert.equal(home.recorded.length, requested);
		const back = await terminal.play(
			['a', /Add runs 2 [^]*Work/],
			['esc', '▸1 Runs 2'],
			['j -', 'Runs 1'],
			[': "profile home"', '▸profile home'],
			['enter', /┌ home[^]*Runs 2[^]*Home[^]*mine/],
		);
		assert.ok(!back.join('\n').includes('Work'));
		await terminal.waitFor(() => !isMono());
		assert.doesNotMatch(back.at(-1) ?? '', / of ¥/);
		await leave(terminal);
		assert.deepEqual(keysSeen(home), [`Bearer ${homeKey}`]);
		assert.deepEqual(keysSeen(work), [`Bearer ${workKey}`]);
		assert.match(terminal.scrollback().join('\n'), /chenyu-top --profile home/);

		const path = join(folder.path, '.local/state/chenyu-top/state.db');
		const database = new DatabaseSync(path);
		const saved = database
			.prepare(
				"SELECT account, kind, id FROM saved WHERE kind IN ('dropped', 'label') ORDER BY kind",
			)
			.all()
			.map(row => Object.values(row));
		database.close();
		const state = readFileSync(path, 'latin1');
		assert.equal(saved.length, 2);
		const [[worker, , dropped], [other, , labelled]] = saved as [string[], string[]];
		assert.notEqual(worker, other);
		assert.ok(work.runOrderIds.includes(dropped ?? ''));
		assert.ok(home.runOrderIds.includes(labelled ?? ''));

		for (const key of [homeKey, workKey]) {
			assert.ok(!state.includes(key));
			assert.ok(!terminal.raw().includes(key));
		}
	});

	test('a profile without a key is reported, and the account stays', async t => {
		const {home, folder} = await twoAccounts(t, {broken: {apiKeyFile: 'nowhere.key'}});
		const terminal = openTerminal(t, {
			args: ['--profile', 'home'],
			env: folder.env,
			columns: 120,
		});
		await terminal.play(
			['', /Runs 2[^]*Home/],
			[': "profile broken"', '▸profile broken'],
			['enter', /Runs 2[^]*Home[^]*The file of "apiKeyFile" cannot be read \(ENOENT\)/],
		);
		assert.deepEqual(keysSeen(home), [`Bearer ${homeKey}`]);
	});
});
