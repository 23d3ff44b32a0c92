import assert from 'node:assert/strict';
import test from 'node:test';
import {completionScripts} from '../../source/commands/completion.ts';
import {noProfileName} from '../../source/config/config-schema.ts';
import {openAccount} from './account.ts';
import {makeHome, runIn} from './home.ts';
import {finishedRun, queuedRun} from './runs.ts';

const profiles = {work: {theme: 'mono'}, '家里 1': {lang: 'zh'}, 'a\nb': {}};

test('completion prints the script of a shell, with an invalid config too, and what it asks for in the language of the user', async t => {
	const broken = makeHome(t, '{"intervall": 3}');

	for (const [shell, script] of Object.entries(completionScripts)) {
		const {code, stderr, stdout} = await runIn(broken, ['completion', shell]);
		assert.deepEqual([code, stderr, stdout], [0, '', `${script}\n`], shell);
	}

	const home = makeHome(t, {profiles, lang: 'zh'});
	const words = async (line: string) => (await runIn(home, ['completion', 'words', line])).stdout;
	assert.equal(await words('chenyu-top\t--profile\t'), `work\n家里 1\n${noProfileName}\n`);
	assert.match(await words('chenyu-top\tls\t--'), /^--limit\t只看最新的若干次/m);
});

test('ids of known runs are completed, with their titles', async t => {
	const {run, service} = await openAccount(t, {runs: [finishedRun('雪山'), queuedRun('Waits')]});
	const [ended = '', waiting = ''] = service.runOrderIds;
	assert.equal((await run(['history', 'sync'])).code, 0);
	const words = async (line: string) =>
		(await run(['completion', 'words', `chenyu-top\t${line}`])).stdout;
	assert.equal(await words('save\t'), `${ended}\t雪山\n`);
	assert.equal(await words(`report\t${ended.slice(0, 12)}`), `${ended}\t雪山\n`);
	assert.equal(await words(`compare\t${ended}\t${waiting}`), '');
	assert.doesNotMatch(await words('ls\t'), /wfrun_/);
	assert.equal(
		(await run(['completion', 'words', 'chenyu-top\tsave\t'], {CHENYU_API_KEY: ''})).stdout,
		'',
	);
});
