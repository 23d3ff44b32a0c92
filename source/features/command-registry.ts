import {memoizeByObject} from '../core/memoize.ts';
import {languages, type Language} from '../i18n/messages.ts';
import type {Binding, BindingId, KeyPlace} from '../store/keys/binding.ts';
import {whyUnavailable} from './key-hints.ts';
import {bindingName, wellKnownBindings, wordsOf} from './keymap.ts';
import {paletteEn, paletteZh} from './palette/messages.ts';
import type {CommandRegistry, PaletteItem} from './palette/rows.ts';
import type {Setting} from './settings/index.ts';

const unlisted: ReadonlySet<BindingId> = new Set(['palette', 'back', 'interrupt']);
const palettePlaces: ReadonlySet<KeyPlace> = new Set([
	'everywhere',
	'runs',
	'log',
	'outputs',
	'replay',
]);

/** Other words by which users look for a command or a setting, by its id. Those of a setting can be typed before its value. */
const aliases: Readonly<Record<string, string>> = {
	language: 'lang locale 中文 英文 english chinese',
	theme: 'color colour appearance dark light 颜色 主题 外观 深色 浅色',
	columns: 'fields headers 字段 表头',
	label: 'name rename tag note 命名 重命名 备注 改名',
	view: 'preset saved 预设 收藏',
	'save-view': 'keep preset bookmark 收藏 存为视图',
	filter: 'search find 搜索 查找 过滤',
	'fold-runs': 'group 分组',
	'save-settings': 'config preferences options keep 设置 配置 偏好 选项',
	notifications: 'desktop alert bell remind 提醒 桌面通知 铃声',
	notices: 'messages warnings errors alerts 消息 提示 警告 通知记录',
	channels:
		'feishu lark dingtalk wecom wechat slack discord telegram ntfy bark webhook bot chat 飞书 钉钉 企业微信 群 机器人',
	removed: 'deleted trash restore dropped undo 回收站 已移除 已删除 恢复',
	quit: 'exit leave close 离开 关闭',
	'next-problem': 'failures errors problems needs me 失败 问题 错误',
};

export function commandRegistry(bindings: readonly Binding[]): CommandRegistry {
	return {
		// Made when it is first read, since a start does not need it.
		get palette() {
			return paletteItems(bindings);
		},
	};
}

const paletteItems = memoizeByObject((bindings: readonly Binding[]): readonly PaletteItem[] => [
	...settingItems(),
	...bindings
		.filter(({id, where}) => palettePlaces.has(where) && !unlisted.has(id))
		.filter((binding, index, all) => isOwnCommand(binding, index, all))
		.toSorted((a, b) => rankInPalette(a) - rankInPalette(b))
		.flatMap(binding => commandItems(binding)),
]);

/** Commands without a key come first, well-known ones last. */
function rankInPalette({id, does}: Binding): number {
	const hasKey = does.some(({keys}) => keys.length > 0);
	return Number(hasKey) + Number(wellKnownBindings.includes(id));
}

export function commandPhrase(
	{id, does}: Pick<Binding, 'id' | 'does'>,
	direction: number,
	language: Language,
): string {
	const {directions, long} = wordsOf(id, language);
	return (does.length > 1 ? directions?.[direction] : undefined) ?? long;
}

/** False if the same command has another binding that works everywhere, so that the palette lists it only once. */
function isOwnCommand({id, where}: Binding, index: number, all: readonly Binding[]): boolean {
	const general = all.findIndex(other => other.id === id && other.where === 'everywhere');
	return where === 'everywhere' || general === -1 || general === index;
}

function commandItems(binding: Binding): readonly PaletteItem[] {
	const {id, where, does} = binding;
	// If each direction of a command has its own text, the palette lists all directions, otherwise only the first one.
	const hasDirections = languages.every(
		language => wordsOf(id, language).directions?.length === does.length,
	);
	return does.slice(0, hasDirections ? does.length : 1).map((_, direction) => ({
		id: `${where} ${id} ${direction}`,
		kind: 'command',
		names: [
			...languages.flatMap(language => [
				wordsOf(id, language).short,
				commandPhrase(binding, direction, language),
			]),
			id,
			aliases[id] ?? '',
		],
		words: [bindingName(id)],
		binding,
		direction,
		why: state => whyUnavailable(binding, state),
	}));
}

function settingItems(): readonly PaletteItem[] {
	return (Object.keys(paletteEn.settings) as readonly Setting[]).map(setting => {
		const texts = [paletteZh, paletteEn].map(({settings}) => settings[setting]);
		const words = [
			setting,
			...(aliases[setting]?.split(' ') ?? []),
			...texts.map(([word]) => word.toLowerCase()),
		];
		return {
			id: setting,
			kind: 'setting',
			setting,
			words: [...new Set(words)],
			names: [...words, ...texts.map(([, meaning]) => meaning)],
		};
	});
}
