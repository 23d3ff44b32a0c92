import {wordsOf} from '../source/features/keymap.ts';
import type {Binding} from '../source/store/keys/binding.ts';
import {helpGroups} from '../source/store/keys/hints.ts';
import {rebindableCommands} from '../source/store/keys/rebind.ts';
import {messagesFor} from '../source/i18n/index.ts';

const english = messagesFor('en').screen;
const chinese = messagesFor('zh').screen;

const head = `# Keys

\`npm run pages\` makes this page from the key bindings. In the program, \`?\` shows the same list, and \`:\` finds a command by its name. A key
of a pane takes precedence over the same key everywhere. Every command has a key that is not a letter, so that it works while an
input method is on.

The first column is the name of the command in the config: \`"keys": {"follow": ["f7", "ctrl+t"]}\` replaces its keys. A command with
several directions takes a list for each direction, in the order of the column "keys": \`"next-hit": [["f3"], ["f4"]]\`. Commands
without a name have fixed keys.
`;

/** Returns docs/KEYS.md, in both languages. */
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

function code(key: string): string {
	return key === '`' ? '`` ` ``' : `\`${key}\``;
}

function table(rows: ReadonlyArray<readonly string[]>): readonly string[] {
	const [first = [], ...rest] = rows.map(cells =>
		`| ${cells.join(' | ')} |`.replaceAll('|  |', '| |'),
	);
	return [String(first), `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`, ...rest];
}
