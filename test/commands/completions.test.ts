import assert from 'node:assert/strict';
import type {TestContext} from 'node:test';
import {bashCompletion, fishCompletion, zshCompletion} from '../../source/commands/completions.ts';
import {optionTable as options, type Option} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const messages = messagesFor('en');
const names = options.map(({name}) => `--${name}`);
const chosen = options.flatMap(({name, suggestions, choices = suggestions, isList = false}) =>
	choices === undefined ? [] : [{name, choices, isList}],
);

/** The suggestions of bash with the cursor at the end of the last word. */
function offeredByBash(t: TestContext, ...words: readonly string[]): readonly string[] {
	const file = fileOf(t, 'chenyu-top.bash', bashCompletion(options));
	const script = [
		`source "$1"`,
		'touch "a key" other; mkdir folder',
		'shift; COMP_WORDS=(chenyu-top "$@"); COMP_CWORD=$#',
		`_chenyu_top; printf '%s\\n' "\${COMPREPLY[@]}"`,
	];
	const printed = runTool(t, 'bash', '--norc', '-c', script.join('\n'), 'bash', file, ...words);
	return sorted(printed);
}

function offeredByFish(t: TestContext, line: string): readonly string[] {
	const file = fileOf(t, 'chenyu-top.fish', fishCompletion(options, messages));
	const script = 'touch "a key" other; mkdir folder; source $argv[1]; complete -C $argv[2]';
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

testWith(['bash'], 'bash suggests options, values of options, and files', t => {
	assert.deepEqual(offeredByBash(t, '--'), [...names].sort());
	assert.deepEqual(offeredByBash(t, 'wfrun_1', '--un'), ['--until']);
	assert.deepEqual(offeredByBash(t, 'wfrun_'), []);
	assert.deepEqual(offeredByBash(t, ''), ['config', 'doctor', 'help', 'ls']);
	assert.deepEqual(offeredByBash(t, 'wfrun_1', ''), []);
	assert.deepEqual(offeredByBash(t, '--interval', ''), []);
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
	assert.deepEqual(offeredByFish(t, 'chenyu-top --'), [...names].sort());
	assert.deepEqual(offeredByFish(t, 'chenyu-top wfrun_1 --inter'), ['--interval']);
	assert.deepEqual(offeredByFish(t, 'chenyu-top '), ['config', 'doctor', 'help', 'ls']);
	assert.deepEqual(offeredByFish(t, 'chenyu-top wfrun_1 '), []);
	assert.deepEqual(offeredByFish(t, 'chenyu-top --interval '), []);
	assert.deepEqual(offeredByFish(t, 'chenyu-top --api-key-file '), ['a key', 'folder/', 'other']);

	for (const {name, choices} of chosen) {
		assert.deepEqual(offeredByFish(t, `chenyu-top --${name} `), [...choices].sort());
	}
});

testWith(['zsh'], 'the zsh completion has every option with its description and values', t => {
	const file = fileOf(t, '_chenyu-top', zshCompletion(options, messages));
	const script = `_arguments() { print -rl -- "$@" }; source $1`;
	const [first, ...specs] = runTool(t, 'zsh', '-f', '-c', script, 'zsh', file)
		.replace(/\n$/, '')
		.split('\n');
	assert.equal(first, '-S');
	assert.equal(specs.pop(), '*:run-order-id: ');
	assert.equal(specs.pop(), '1:run-order-id:(ls config doctor help)');
	assert.equal(specs.length, options.length);

	for (const [index, option] of options.entries()) {
		const {name, placeholder, choices = option.suggestions, isList} = option;
		const meaning = `[${messages.usage.options[name]}]`;
		const values =
			choices === undefined
				? {FILE: '_files', DIR: '_files -/'}[String(placeholder)]
				: isList === true
					? `_sequence compadd - ${choices.join(' ')}`
					: `(${choices.join(' ')})`;
		assert.equal(
			specs[index],
			placeholder === undefined
				? `--${name}${meaning}`
				: `--${name}=${meaning}:${placeholder}:${values ?? ' '}`,
		);
	}
});

testWith(['zsh'], 'zsh suggests the values of an option', t => {
	const file = fileOf(t, '_chenyu-top', zshCompletion(options, messages));
	const script = [
		'zmodload zsh/zpty',
		'zpty -b shell zsh -f -i',
		`zpty -w shell "PROMPT=; fpath=(\${1:h} \\$fpath); autoload -Uz compinit; compinit -u -D"`,
		`zpty -w shell "zstyle ':completion:*' list-prompt ''; LISTMAX=10000; compdef _chenyu-top chenyu-top; print rea''dy"`,
		`zpty -r shell line '*ready*'`,
		`zpty -n -w shell $'chenyu-top --until first\\t'`,
		`zpty -r -m shell line '*first-failure*' && print offered`,
		`zpty -n -w shell $'\\nchenyu-top ls --columns id,crea\\t'`,
		`zpty -r -m shell line '*id,created*' && print listed`,
		'zpty -d shell',
	];
	assert.match(runTool(t, 'zsh', '-f', '-c', script.join('\n'), 'zsh', file), /offered\nlisted/);
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
	const file = fileOf(t, '_odd', zshCompletion(odd, strange));
	const script = `_arguments() { print -rl -- "$@" }; source $1`;
	assert.match(
		runTool(t, 'zsh', '-f', '-c', script, 'zsh', file),
		/^--help\[it's \\\[a\\\] \\\\ "\$HOME" `x`\]\n--version=\[.*\]:DIR:_files -\/$/m,
	);
});
