import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {completionScripts} from '../../source/commands/completion.ts';
import {noProfileName} from '../../source/config/config-schema.ts';
import {makeHome, runIn} from './home.ts';

const profiles = {work: {theme: 'mono'}, '家里 1': {lang: 'zh'}, 'a\nb': {}};

suite('chenyu-top completion', () => {
	test('prints the script of a shell', async t => {
		const home = makeHome(t, {});

		for (const [shell, script] of Object.entries(completionScripts)) {
			const {code, stderr, stdout} = await runIn(home, ['completion', shell]);
			assert.deepEqual([code, stderr, stdout], [0, '', `${script}\n`], shell);
		}
	});

	test('prints what the scripts ask for, in the language of the user', async t => {
		const home = makeHome(t, {profiles, lang: 'zh'});
		const words = async (line: string) => (await runIn(home, ['completion', 'words', line])).stdout;
		assert.equal(await words('chenyu-top\t--profile\t'), `work\n家里 1\n${noProfileName}\n`);
		assert.match(await words('chenyu-top\tls\t--'), /^--limit\tls：只列出最新的若干个/m);
		assert.equal(await words('chenyu-top\twfrun_1\t'), '');
	});

	test('prints the script even with an invalid config, as the start of a shell calls it', async t => {
		const home = makeHome(t, '{"intervall": 3}');
		const result = await runIn(home, ['completion', 'bash']);
		assert.deepEqual([result.code, result.stderr], [0, '']);
		assert.match(result.stdout, /complete -F/);
	});
});
