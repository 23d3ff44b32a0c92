import assert from 'node:assert/strict';
import test from 'node:test';
import {completionScripts} from '../../source/commands/completion.ts';
import {noProfileName} from '../../source/config/config-schema.ts';
import {makeHome, runIn} from './home.ts';

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
	assert.match(await words('chenyu-top\tls\t--'), /^--limit\tls：只列出最新的若干个/m);
});
