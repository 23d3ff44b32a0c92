import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {completionScripts, suggestionsFor} from '../../source/commands/completion.ts';
import {
	helpTopics,
	shells,
	subcommands,
	type Subcommand,
} from '../../source/config/command-help-messages.ts';
import {isOptionOf, optionTable} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const profiles = ['work', 'my own'];

/** The suggestions after these words, the last of which is incomplete, without their meanings. */
function suggested(...words: readonly string[]): readonly string[] {
	const line = ['chenyu-top', ...words].join('\t');
	return suggestionsFor(line, profiles, messagesFor('en'), typed => [`${typed}1\ttitle`]).map(
		each => each.replace(/\t.*/, ''),
	);
}

function namesOf(command: Subcommand | null): readonly string[] {
	return optionTable.filter(each => isOptionOf(each, command)).map(({name}) => `--${name}`);
}

test('suggested are commands, the options of the command, their values, and what follows a command', () => {
	for (const [words, expected] of [
		[[''], subcommands],
		[['wfrun_'], [...subcommands, 'wfrun_1']],
		[['wfrun_1', ''], ['1']],
		[['save', 'wf'], ['wf1']],
		[['compare', 'wfrun_1', ''], ['1']],
		[['ls', ''], []],
		[['--'], namesOf(null)],
		[['wfrun_1', '--inter'], namesOf(null)],
		[['ls', '--'], namesOf('ls')],
		[['--lang', 'zh', 'ls', '--col'], namesOf('ls')],
		[
			['history', ''],
			['sync', 'prune'],
		],
		[['history', 'sync', '--'], namesOf('history')],
		[['completion', ''], shells],
		[['help', ''], helpTopics],
		[['--json', ''], ['1']],
		[['--interval', ''], []],
		[['--profile', ''], profiles],
		[['--profile=w'], profiles.map(name => `--profile=${name}`)],
		[['--replay', ''], [':files']],
		[['--replay=a'], [':files']],
		[['report', 'wfrun_1', '-o', ''], [':files']],
		[['--download', ''], [':folders']],
	] as const) {
		assert.deepEqual(suggested(...words), expected, words.join(' '));
	}

	for (const {name, suggestions, choices = suggestions} of optionTable) {
		if (choices !== undefined) {
			assert.deepEqual(suggested(`--${name}`, ''), choices);
			assert.deepEqual(
				suggested(`--${name}=x`),
				choices.map(choice => `--${name}=${choice}`),
			);
			// bash takes these for words.
			assert.deepEqual(suggested(`--${name}`, '='), choices);
			assert.deepEqual(suggested(`--${name}`, '=', 'x'), choices);
		}
	}

	assert.ok(suggested('ls', '--columns', 'id,st').includes('id,status'));
	assert.ok(suggested('ls', '--columns=id,st').includes('--columns=id,status'));
});

const words = String.raw`work\nmy own\nid,a\n--interval\ta pause\n`;

/** What bash offers after these words, and the line about which it asks the program, which suggests `suggestions`. */
function offeredByBash(t: TestContext, suggestions: string, ...typed: readonly string[]) {
	const script = [
		'source "$1"; touch "a key" other; mkdir folder',
		`chenyu-top() { printf '${suggestions}'; printf '%s' "$3" >folder/asked; }`,
		'shift; COMP_WORDS=(chenyu-top "$@"); COMP_CWORD=$#; _chenyu_top',
		`printf '%s\\n' "$(<folder/asked)" "\${COMPREPLY[@]}"`,
	];
	const file = fileOf(t, 'chenyu-top.bash', completionScripts.bash);
	const printed = runTool(t, 'bash', '--norc', '-c', script.join('\n'), 'bash', file, ...typed);
	const [asked, ...offered] = printed.replace(/\n$/, '').split('\n');
	return {asked, offered: offered.toSorted()};
}

testWith(['bash'], 'bash offers words that begin like the last one, and files', t => {
	for (const [suggestions, typed, offered] of [
		[words, [''], ['--interval', 'id,a', String.raw`my\ own`, 'work']],
		[words, ['ls', '--i'], ['--interval']],
		[words, ['--profile', '='], ['--interval', 'id,a', String.raw`my\ own`, 'work']],
		[String.raw`:files\n`, ['--replay', ''], ['a key', 'folder', 'other']],
		[String.raw`:files\n`, ['--replay', '=', 'a'], ['a key']],
		[String.raw`:folders\n`, ['--download', ''], ['folder']],
		['', ['wfrun_1', ''], []],
	] as const) {
		const asked = ['chenyu-top', ...typed].join('\t');
		assert.deepEqual(offeredByBash(t, suggestions, ...typed), {asked, offered});
	}
});

testWith(['fish'], 'fish offers words that begin like the last one, and files', t => {
	const file = fileOf(t, 'chenyu-top.fish', completionScripts.fish);

	for (const [suggestions, line, offered] of [
		[words, '', ['--interval\ta pause', 'id,a', 'my own', 'work']],
		[words, 'ls --i', ['--interval\ta pause']],
		['--profile=work', '--profile=w', ['--profile=work']],
		[':files', '--replay ', ['a key', 'folder/', 'other']],
		[':files', '--replay=a', ['--replay=a key']],
		[':folders', '--download ', ['folder/\tDirectory']],
		['', 'wfrun_1 ', []],
	] as const) {
		const script = [
			'source $argv[1]; touch "a key" other; mkdir folder',
			`function chenyu-top; printf '${suggestions}'; printf '%s' $argv[3] >.asked; end`,
			`complete -C "chenyu-top $argv[2]"; cat .asked`,
		];
		const printed = runTool(t, 'fish', '--no-config', '-c', script.join('\n'), file, line);
		const asked = `chenyu-top ${line}`.replaceAll(' ', '\t');
		assert.deepEqual(printed.split('\n').toSorted(), [...offered, asked].toSorted(), line);
	}
});

testWith(['zsh'], 'zsh suggests values and profiles, from a file in its path and by eval', t => {
	const file = fileOf(t, '_chenyu-top', completionScripts.zsh);

	for (const load of [
		`fpath=(\${1:h} \\$fpath); autoload -Uz compinit; compinit -u -D; autoload -Uz _chenyu-top; compdef _chenyu-top chenyu-top`,
		`autoload -Uz compinit; compinit -u -D; eval \\"\\$(cat $1)\\"`,
	]) {
		const script = [
			'zmodload zsh/zpty; touch "a key"; mkdir folder',
			'zpty -b shell zsh -f -i',
			`zpty -w shell "PROMPT=; ${load}"`,
			`zpty -w shell "zstyle ':completion:*' list-prompt ''; LISTMAX=10000; chenyu-top() { cat .answer }; print rea''dy"`,
			`zpty -r shell line '*ready*'`,
			...[
				['first-failure', '--until first', 'first-failure'],
				['--columns=id,created', 'ls --columns=id,crea', '--columns=id,created'],
				[String.raw`a:b c`, '--profile a', String.raw`a:b\\ c`],
				[':files', '--replay=a', String.raw`--replay=a\\ key`],
				[':folders', '--download ', 'folder/'],
			].flatMap(([suggestion, typed, completed], index) => [
				`print -r -- ${JSON.stringify(suggestion)} >.answer`,
				`zpty -n -w shell $'\\x15chenyu-top ${typed}\\t'`,
				`zpty -r -m shell line '*${completed}*' && print ${index}`,
			]),
			'zpty -d shell',
		];
		const printed = runTool(t, 'zsh', '-f', '-c', script.join('\n'), 'zsh', file);
		assert.equal(printed, '0\n1\n2\n3\n4\n');
	}
});
