import {wordsOf} from '../source/features/keymap.ts';
import type {Binding} from '../source/store/keys/binding.ts';
import {helpGroups} from '../source/store/keys/hints.ts';
import {rebindableCommands} from '../source/store/keys/rebind.ts';
import {messagesFor} from '../source/i18n/index.ts';

const english = messagesFor('en').screen;
const chinese = messagesFor('zh').screen;

const head = `# Keys

Made from the program's own table of keys by \`npm run pages\`; \`?\` shows the same on the screen, and \`:\` finds any command by its
name. A key of a pane goes before the same key everywhere. Every command has a key that is no letter, since an input method may be
on.

The first column is what a command is called in the config: \`"keys": {"follow": ["f7", "ctrl+t"]}\` gives it other keys instead of these. A
command that goes in several directions takes a list for each, in the order of the column "keys": \`"next-hit": [["f3"], ["f4"]]\`.
Where the first column is empty, the keys are fixed.
`;

/** The page of keys, in both languages. */
export function keysPage(): string {
	const groups = helpGroups().map(({where, bindings}) =>
		[
			`## ${english.groups[where]} · ${chinese.groups[where]}`,
			'',
			...table([['command', 'keys', 'does', '作用'], ...bindings.map(binding => row(binding))]),
		].join('\n'),
	);
	return `${[head, ...groups].join('\n')}\n`
		.replaceAll('\n## ', '\n\n## ')
		.replaceAll(/\n{3,}/g, '\n\n');
}

function row(binding: Binding): readonly string[] {
	const {id, where, does} = binding;
	const isFree = where !== 'prompt' && rebindableCommands.includes(id);
	return [
		isFree ? `\`${id}\`` : '',
		does.map(({keys}) => keys.map(key => code(key)).join(' ')).join(' · '),
		wordsOf(id, 'en').long,
		wordsOf(id, 'zh').long,
	].map(cell => cell.replaceAll('|', String.raw`\|`));
}

/** A backtick stands in two of them. */
function code(key: string): string {
	return key === '`' ? '`` ` ``' : `\`${key}\``;
}

function table(rows: ReadonlyArray<readonly string[]>): readonly string[] {
	const [first = [], ...rest] = rows.map(cells =>
		`| ${cells.join(' | ')} |`.replaceAll('|  |', '| |'),
	);
	return [String(first), `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`, ...rest];
}
