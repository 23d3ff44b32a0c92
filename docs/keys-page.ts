import {keymap, wordsOf} from '../source/features/keymap.ts';
import {messagesFor} from '../source/i18n/index.ts';
import type {Language} from '../source/i18n/language.ts';
import type {Binding} from '../source/store/keys/binding.ts';
import {helpGroups, keysOf} from '../source/store/keys/hints.ts';
import {rebindableCommands} from '../source/store/keys/rebind.ts';
import {markdownTable} from './markdown-table.ts';

const texts: Readonly<
	Record<
		Language,
		{readonly head: string; readonly columns: readonly string[]; readonly palette: string}
	>
> = {
	en: {
		head: `# Keys

[中文](zh-CN/KEYS.md)

In the program, \`?\` shows these keys, and \`:\` finds every command by its name. While an input method is on, \`alt\` with a letter is the letter,
and Chinese punctuation such as \`？\` is the key \`?\`. A key of a pane takes precedence over the same key everywhere.

The first column is the name of the command in the [config](CONFIGURATION.md#keys-and-the-palette). Commands without a name have fixed keys.
Directions are separated by \`·\`.

\`npm run pages\` makes this page from the key bindings.`,
		columns: ['command', 'keys', 'what it does'],
		palette: 'Only in the palette',
	},
	zh: {
		head: `# 按键

[English](../KEYS.md)

在界面上，\`?\` 显示这些按键，\`:\` 按名称查找所有命令。输入法打开时，\`alt\` 加字母等同于该字母，\`？\` 等中文标点等同于 \`?\` 等英文标点。窗格的按键优先于“通用”中相同的按键。

第一列是命令在[配置](CONFIGURATION.md#按键和命令)中的名称；没有名称的命令，按键是固定的。多个方向之间用 \`·\` 隔开。

本页由 \`npm run pages\` 根据按键绑定生成。`,
		columns: ['命令', '按键', '作用'],
		palette: '仅在命令列表中',
	},
};

/** Returns docs/KEYS.md or its Chinese twin. */
export function keysPage(language: Language): string {
	const {head, columns, palette} = texts[language];
	const {groups} = messagesFor(language).screen;
	const sections = helpGroups().map(
		({where, bindings}) =>
			`## ${groups[where]}\n\n${markdownTable([columns, ...bindings.map(binding => row(binding, language))])}`,
	);
	const keyless = keymap
		.filter(binding => keysOf(binding).length === 0)
		.map(({id}) => [`\`${id}\``, wordsOf(id, language).long]);
	const last = `## ${palette}\n\n${markdownTable([[columns[0] ?? '', columns[2] ?? ''], ...keyless])}`;
	return `${[head, ...sections, last].join('\n\n')}\n`;
}

function row({id, where, does}: Binding, language: Language): readonly string[] {
	const isFree = where !== 'prompt' && rebindableCommands.includes(id);
	return [
		isFree ? `\`${id}\`` : '',
		does.map(({keys}) => keys.map(code).join(' ')).join(' · '),
		wordsOf(id, language).long,
	];
}

function code(key: string): string {
	return key === '`' ? '`` ` ``' : `\`${key}\``;
}
