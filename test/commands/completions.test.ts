import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {bashCompletion} from '../../source/commands/completion/bash.ts';
import {fishCompletion} from '../../source/commands/completion/fish.ts';
import {powershellCompletion} from '../../source/commands/completion/powershell.ts';
import {zshCompletion} from '../../source/commands/completion/zsh.ts';
import {isOptionOf, optionTable as options, type Option} from '../../source/config/option-table.ts';
import {helpTopics, shells, subcommands} from '../../source/config/parse-word.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const messages = messagesFor('en');
const namesOf = (command: Parameters<typeof isOptionOf>[1]) =>
	options.filter(option => isOptionOf(option, command)).map(({name}) => `--${name}`);
const names = namesOf(null);
/** Stands in for the program, which prints the profiles. */
const profiles = String.raw`printf 'work\nmy own\n'`;
const chosen = options.flatMap(({name, suggestions, choices = suggestions, isList = false}) =>
	choices === undefined ? [] : [{name, choices, isList}],
);

/** The suggestions of bash with the cursor at the end of the last word. */
function offeredByBash(t: TestContext, ...words: readonly string[]): readonly string[] {
	return offeredAmong(t, words, words.length);
}

/** The suggestions of bash with the cursor at the end of a word, which is counted from 1. */
function offeredAmong(t: TestContext, words: readonly string[], at: number): readonly string[] {
	const file = fileOf(t, 'chenyu-top.bash', bashCompletion(options));
	const script = [
		`source "$1"`,
		'touch "a key" other; mkdir folder',
		`chenyu-top() { ${profiles}; }`,
		`shift; COMP_WORDS=(chenyu-top "$@"); COMP_CWORD=${at}`,
		`_chenyu_top; printf '%s\\n' "\${COMPREPLY[@]}"`,
	];
	const printed = runTool(t, 'bash', '--norc', '-c', script.join('\n'), 'bash', file, ...words);
	return sorted(printed);
}

function offeredByFish(t: TestContext, line: string): readonly string[] {
	const file = fileOf(t, 'chenyu-top.fish', fishCompletion(options, messages));
	const script = `touch "a key" other; mkdir folder; function chenyu-top; ${profiles}; end; source $argv[1]; complete -C $argv[2]`;
	return sorted(runTool(t, 'fish', '--no-config', '-c', script, file, line));
}

/** Returns the suggestions in alphabetical order. Removes the descriptions, which follow a tab. */
function sorted(printed: string): readonly string[] {
	const lines = printed.split('\n').filter(Boolean);
	return lines.map(line => line.replace(/\t.*/, '')).sort();
}

testWith(['bash', 'zsh', 'fish'], 'bash, zsh and fish load their completions without errors', t => {
	runTool(t, 'bash', '-n', fileOf(t, 'chenyu-top.bash', bashCompletion(options)));
	runTool(t, 'zsh', '-n', fileOf(t, '_chenyu-top', zshCompletion(options, messages)));
	runTool(t, 'fish', '-n', fileOf(t, 'chenyu-top.fish', fishCompletion(options, messages)));
});

/** The words of a line, of which the last one is completed, and what both bash and fish suggest. */
const completed: ReadonlyArray<readonly [words: readonly string[], offered: readonly string[]]> = [
	[[''], subcommands],
	[['--'], names],
	[['wfrun_'], []],
	[['wfrun_1', ''], []],
	[['wfrun_1', '--inter'], ['--interval']],
	[['ls', '--'], namesOf('ls')],
	[
		['history', ''],
		['prune', 'sync'],
	],
	[['history', 'sync', '--'], namesOf('history')],
	[['completion', ''], shells],
	[['help', ''], helpTopics],
	[['--interval', ''], []],
];

testWith(['bash'], 'bash suggests options, values of options, and files', t => {
	for (const [words, offered] of completed) {
		assert.deepEqual(offeredByBash(t, ...words), [...offered].sort());
	}

	assert.deepEqual(offeredByBash(t, '--lang', 'zh', 'ls', '--col'), ['--columns']);
	// A word after the cursor may still change.
	assert.deepEqual(offeredAmong(t, ['--', 'ls'], 1), names.toSorted());
	assert.deepEqual(offeredByBash(t, '--profile', ''), [String.raw`my\ own`, 'work']);
	assert.deepEqual(offeredByBash(t, '--profile', '=', 'w'), ['work']);
	assert.deepEqual(offeredByBash(t, '--api-key-file', ''), ['a key', 'folder', 'other']);

	for (const {name, choices} of chosen) {
		assert.deepEqual(offeredByBash(t, `--${name}`, ''), [...choices].sort());
		assert.deepEqual(offeredByBash(t, `--${name}`, '='), [...choices].sort());
		assert.deepEqual(offeredByBash(t, `--${name}`, '=', choices[0] ?? ''), [choices[0]]);
	}
});

testWith(['bash', 'fish'], 'bash and fish suggest each column of a list with commas', t => {
	assert.deepEqual(offeredByBash(t, 'ls', '--columns', 'id,st'), ['id,started', 'id,status']);
	assert.deepEqual(offeredByBash(t, 'ls', '--columns', '=', 'id,cr'), ['id,created']);
	assert.ok(offeredByFish(t, 'chenyu-top ls --columns id,').includes('id,status'));
});

testWith(['fish'], 'fish suggests options, values of options, and files', t => {
	for (const [words, offered] of completed) {
		assert.deepEqual(offeredByFish(t, ['chenyu-top', ...words].join(' ')), [...offered].sort());
	}

	assert.deepEqual(offeredByFish(t, 'chenyu-top --profile '), ['my own', 'work']);
	assert.deepEqual(offeredByFish(t, 'chenyu-top --api-key-file '), ['a key', 'folder/', 'other']);

	for (const {name, choices} of chosen) {
		const command = subcommands.find(
			each => each !== 'help' && namesOf(each).includes(`--${name}`),
		);
		const line = `chenyu-top ${names.includes(`--${name}`) ? '' : command} --${name} `;
		assert.deepEqual(offeredByFish(t, line), [...choices].sort());
	}
});

/** The arguments of `_arguments` for a line with these words. */
function zshSpecs(t: TestContext, script: string, ...words: readonly string[]): readonly string[] {
	const file = fileOf(t, '_chenyu-top', script);
	const code =
		'compdef() { }; _arguments() { print -rl -- "$@" }; source $1; shift; words=($@); _chenyu-top';
	return runTool(t, 'zsh', '-f', '-c', code, 'zsh', file, 'chenyu-top', ...words)
		.replace(/\n$/, '')
		.split('\n');
}

testWith(['zsh'], 'the zsh completion has every option with its description and values', t => {
	const script = zshCompletion(options, messages);

	for (const command of ['ls', null] as const) {
		const [first, words, ...specs] = zshSpecs(t, script, ...(command === null ? [] : [command]));
		assert.equal(first, '-S');
		assert.equal(words, `1:run-order-id:(${subcommands.join(' ')})`);
		assert.deepEqual(
			specs.filter(spec => spec.startsWith('--')).map(spec => spec.replace(/[=[].*/, '')),
			namesOf(command),
		);

		for (const {name, choices, isList} of chosen.filter(each =>
			specs.some(spec => spec.startsWith(`--${each.name}=`)),
		)) {
			const values = isList ? `_sequence compadd - ${choices.join(' ')}` : `(${choices.join(' ')})`;
			const {placeholder = ''} = options.find(option => option.name === name) ?? {};
			assert.ok(
				specs.includes(`--${name}=[${messages.usage.options[name]}]:${placeholder}:${values}`),
			);
		}
	}

	const specs = zshSpecs(t, script, '');
	assert.equal(specs.at(-1), '*:run-order-id: ');
	assert.ok(specs.some(spec => spec.startsWith('--replay=') && spec.endsWith(':FILE:_files')));
	assert.ok(specs.some(spec => spec.startsWith('--download=') && spec.endsWith(':DIR:_files -/')));
	const [, , actions, since] = zshSpecs(t, script, 'history', '');
	assert.equal(actions, '2:history:(sync prune)');
	assert.match(since ?? '', /^--demo\[/);
	assert.deepEqual(zshSpecs(t, script, 'completion', '').slice(2), [
		`2:completion:(${shells.join(' ')})`,
	]);
});

testWith(['zsh'], 'zsh suggests values and profiles, from a file in its path and by eval', t => {
	const file = fileOf(t, '_chenyu-top', zshCompletion(options, messages));

	for (const load of [
		`fpath=(\${1:h} \\$fpath); autoload -Uz compinit; compinit -u -D; autoload -Uz _chenyu-top; compdef _chenyu-top chenyu-top`,
		`autoload -Uz compinit; compinit -u -D; eval \\"\\$(cat $1)\\"`,
	]) {
		const script = [
			'zmodload zsh/zpty',
			'zpty -b shell zsh -f -i',
			`zpty -w shell "PROMPT=; ${load}"`,
			`zpty -w shell "zstyle ':completion:*' list-prompt ''; LISTMAX=10000; chenyu-top() { print work }; print rea''dy"`,
			`zpty -r shell line '*ready*'`,
			`zpty -n -w shell $'chenyu-top --until first\\t'`,
			`zpty -r -m shell line '*first-failure*' && print offered`,
			`zpty -n -w shell $'\\nchenyu-top ls --columns id,crea\\t'`,
			`zpty -r -m shell line '*id,created*' && print listed`,
			`zpty -n -w shell $'\\nchenyu-top --profile wo\\t'`,
			`zpty -r -m shell line '*--profile work*' && print profile`,
			'zpty -d shell',
		];
		assert.match(
			runTool(t, 'zsh', '-f', '-c', script.join('\n'), 'zsh', file),
			/offered\nlisted\nprofile/,
		);
	}
});

testWith(['bash', 'zsh', 'fish'], 'special characters in a description are quoted', t => {
	const odd: readonly Option[] = [
		{name: 'help', group: 'about'},
		{name: 'version', group: 'about', placeholder: 'DIR'},
	];
	const {usage} = messages;
	const strange = {
		...messages,
		usage: {...usage, options: {...usage.options, help: `it's [a] \\ "$HOME" \`x\``}},
	};
	runTool(t, 'fish', '-n', fileOf(t, 'odd.fish', fishCompletion(odd, strange)));
	assert.deepEqual(zshSpecs(t, zshCompletion(odd, strange), '').slice(2), [
		String.raw`--help[it's \[a\] \\ "$HOME" ${'`x`'}]`,
		`--version=[${usage.options.version}]:DIR:_files -/`,
		'*:run-order-id: ',
	]);
});

test('the PowerShell completion has every option with its values', () => {
	const script = powershellCompletion(options);
	const quoted = (words: readonly string[]) => words.map(word => `'${word}'`).join(', ');
	assert.ok(script.includes(`'ls' { @(${quoted(namesOf('ls'))}) }`));
	assert.ok(script.includes(`default { @(${quoted(names)}) }`));
	assert.ok(script.includes(`'completion' { @(${quoted(shells)}) }`));

	for (const {name, choices, isList} of chosen) {
		assert.ok(script.includes(`'--${name}' { @(${quoted(choices)}${isList ? ' |' : ') }'}`), name);
	}

	assert.equal(script.split('{').length, script.split('}').length);
});
