import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {bashCompletion} from '../../source/commands/completion/bash.ts';
import {fishCompletion} from '../../source/commands/completion/fish.ts';
import {powershellCompletion} from '../../source/commands/completion/powershell.ts';
import {zshCompletion} from '../../source/commands/completion/zsh.ts';
import {noProfileName} from '../../source/config/config.ts';
import {optionTable} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {makeHome, runIn} from './home.ts';

const profiles = {work: {theme: 'mono'}, '家里 1': {lang: 'zh'}, 'a\nb': {}};

suite('chenyu-top completion', () => {
	test('prints the script of a shell, with descriptions in the language', async t => {
		const home = makeHome(t, {profiles, lang: 'zh'});
		const powershell = powershellCompletion(optionTable);

		for (const [args, script] of [
			[['bash'], bashCompletion(optionTable)],
			[['zsh', '--lang', 'en'], zshCompletion(optionTable, messagesFor('en'))],
			[['fish'], fishCompletion(optionTable, messagesFor('zh'))],
			[['powershell'], powershell],
			[['pwsh'], powershell],
		] as const) {
			const result = await runIn(home, ['completion', ...args]);
			assert.deepEqual(
				[result.code, result.stderr, result.stdout.trimEnd()],
				[0, '', script.trimEnd()],
				args[0],
			);
		}
	});

	test('prints the profiles that can be one line, one a line', async t => {
		const result = await runIn(makeHome(t, {profiles}), ['completion', 'profiles']);
		assert.deepEqual([result.code, result.stdout], [0, `work\n家里 1\n${noProfileName}\n`]);
		const empty = await runIn(makeHome(t, {}), ['completion', 'profiles']);
		assert.deepEqual([empty.code, empty.stdout, empty.stderr], [0, '', '']);
	});

	test('prints the script even with an invalid config, as the start of a shell calls it', async t => {
		const home = makeHome(t, '{"intervall": 3}');
		const result = await runIn(home, ['completion', 'bash']);
		assert.deepEqual([result.code, result.stderr], [0, '']);
		assert.match(result.stdout, /complete -F/);
	});

	for (const args of [[], ['csh'], ['bash', 'zsh']]) {
		test(`names the shells for: ${args.join(' ')}`, async t => {
			const result = await runIn(makeHome(t, {}), ['completion', ...args]);
			assert.deepEqual(
				[result.code, result.stdout, result.stderr],
				[
					2,
					'',
					'chenyu-top: completion takes the name of one shell: bash, zsh, fish, powershell.\n',
				],
			);
		});
	}
});
