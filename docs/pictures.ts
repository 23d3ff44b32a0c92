import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Language, Messages} from '../source/i18n/messages.ts';
import {messagesFor} from '../source/session/catalogue.ts';
import type {Key} from '../test/helpers/key-bytes.ts';
import type {TestEnvironment} from '../test/helpers/program.ts';
import {openTerminal} from '../test/helpers/terminal.ts';
import {terminalSvg} from './terminal-svg.ts';

type Seen = string | RegExp;

/** A step before a picture is taken: presses keys, or waits for a text on the screen. */
type Step =
	{readonly press: readonly Key[]} | {readonly see: Seen | ((messages: Messages) => Seen)};

type Picture = {
	/** The file name without language and extension. */
	readonly name: string;
	readonly title: Readonly<Record<Language, string>>;
	readonly columns: number;
	readonly rows: number;
	/** Additional environment variables. */
	readonly env?: TestEnvironment;
	readonly steps: readonly Step[];
};

/** The demo needs about two minutes until all its runs are final. */
const timeoutMs = 180_000;

const pictures: readonly Picture[] = [
	{
		name: 'screen',
		title: {
			en: 'chenyu-top watches runs: list, progress, log and outputs',
			zh: 'chenyu-top 监控运行：列表、进度、日志和输出',
		},
		columns: 120,
		rows: 40,
		steps: [{see: /江南清晨[^]*雨停之后[^]*[5-7]\d%/}],
	},
	{
		name: 'log',
		title: {en: 'A search in the log', zh: '在日志中搜索'},
		columns: 100,
		rows: 24,
		steps: [{see: /✗ 4/}, {press: ['3', 'z', '/', ...'decod', 'enter']}, {see: /3 \S+ ─ decod ─/}],
	},
	{
		name: 'nodes',
		title: {
			en: 'The nodes of a run on a time axis, above its log',
			zh: '在时间轴上显示运行的节点，下面是日志',
		},
		columns: 120,
		rows: 40,
		steps: [{see: /✗ 3/}, {press: ['T']}, {see: ({timeline}) => `${timeline.name} 7`}],
	},
	{
		name: 'card',
		title: {
			en: 'The failure card: reason, node, cost, and what to try',
			zh: '失败卡片：原因、位置、费用和可以尝试的办法',
		},
		columns: 120,
		rows: 30,
		steps: [{see: /江南清晨/}, {press: ['!']}, {see: ({failure}) => failure.advice}],
	},
	{
		name: 'preview',
		title: {en: 'A preview of an output in the terminal', zh: '在终端中预览输出'},
		columns: 90,
		rows: 34,
		env: {COLORTERM: 'truecolor'},
		steps: [
			{see: /IMG_2041/},
			{press: ['/', ...'证件照', 'enter']},
			{see: / 1(?: of |\/)17/},
			{press: ['4']},
			{see: /▸▣ id-photo-white/},
			{press: ['j']},
			{see: /▸▣ id-photo-blue/},
			{press: ['v']},
			// After the notice of the start, the footer shows all keys.
			{see: /▀▀▀▀[^]* y \S+/},
		],
	},
	{
		name: 'money',
		title: {en: 'What the last 30 days cost', zh: '最近 30 天的费用'},
		columns: 120,
		rows: 44,
		steps: [
			{see: /✗ 3/},
			{press: ['H']},
			// By then the demo has filled its history.
			{see: /▸\S+ 3\d\d/},
			{press: ['esc', '$', ']', ']', ']']},
			{see: /\d{4}-\d\d-\d\d  ━/},
		],
	},
	{
		name: 'history',
		title: {en: 'Runs of earlier days, found by two characters', zh: '用两个字找到前几天的运行'},
		columns: 120,
		rows: 22,
		steps: [
			// By then the demo has filled its history.
			{see: /✗ 3/},
			{press: ['H']},
			{see: /▸\S+ 3\d\d/},
			{press: [...'/雨夜']},
			{see: /─ \/雨夜 ─/},
		],
	},
];

/** Takes a picture of the built program with `--demo`. */
async function takePicture(
	{name, title, columns, rows, env = {}, steps}: Picture,
	language: Language,
): Promise<void> {
	await using cleanUps = new AsyncDisposableStack();
	const terminal = openTerminal(
		{after: cleanUp => cleanUps.defer(cleanUp)},
		{args: ['--demo', `--lang=${language}`], columns, rows, env},
	);

	for (const step of steps) {
		if ('press' in step) {
			terminal.press(...step.press);
		} else {
			const seen = typeof step.see === 'function' ? step.see(messagesFor(language)) : step.see;
			await terminal.waitFor(seen, {timeout: timeoutMs});
		}
	}

	writeFileSync(
		join(import.meta.dirname, `${name}-${language}.svg`),
		terminalSvg(terminal, columns, rows, title[language]),
	);
}

// Makes all pictures or the named ones: `npm run pictures -- card-en log-zh`.
const named = process.argv.slice(2);

for (const picture of pictures) {
	const languages = (['en', 'zh'] as const).filter(
		language => named.length === 0 || named.includes(`${picture.name}-${language}`),
	);
	await Promise.all(languages.map(async language => takePicture(picture, language)));
}
