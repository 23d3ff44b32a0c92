import type {OutputProblem} from '../../core/output/output.ts';
import type {SafeText} from '../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {downloadEn, downloadZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof outputNotices> {}
}

/**
 * Why an output could not be opened. `remote`: the program runs over SSH. `no-display`: this machine has no desktop.
 * `no-opener`: no program can open the output. `failed`: that program failed.
 */
type CannotOpen = 'remote' | 'no-display' | 'no-opener' | 'failed';

/** `what`: the key of the output in the API, such as `n9_images`. */
type What = {readonly what: SafeText};

export const outputNotices = {
	opened: noticeTexts<What>({en: ({what}) => `opened ${what}`, zh: ({what}) => `已打开 ${what}`}),
	'copied-instead': noticeTexts<What & {readonly why: CannotOpen}>({
		en: ({what, why}) => `could not open ${what} (${cannotOpenEn[why]}); copied its address`,
		zh: ({what, why}) => `无法打开 ${what}（${cannotOpenZh[why]}），已复制其地址`,
	}),
	refused: noticeTexts<What>({
		en: ({what}) =>
			`not opened: the address of ${what} is not https, or leads to this machine while the service is elsewhere`,
		zh: ({what}) => `未打开：${what} 的地址不是 https，或指向本机而服务不在本机`,
	}),
	'nothing-to-open': noticeTexts({
		en: () => 'nothing to open here',
		zh: () => '这里没有可打开的内容',
	}),
	'no-pictures': noticeTexts({
		en: () => 'no run in the list has a picture whose link still works',
		zh: () => '列表中的运行没有图片，或图片的链接都已失效',
	}),
	'not-choosing': noticeTexts({
		en: (_, key) => `only with ${key('pictures')} in the run list`,
		zh: (_, key) => `只在运行列表的 ${key('pictures')} 中有效`,
	}),
	'no-thumbnails': noticeTexts({
		en: () => 'thumbnails need a terminal that draws pixels (kitty, iTerm2 or sixel)',
		zh: () => '缩略图需要能绘制像素的终端（kitty、iTerm2 或 sixel）',
	}),
	saving: noticeTexts<What & {readonly count: number; readonly runs: number}>({
		en: ({count, runs, what}) =>
			count === 1
				? `saving ${what}`
				: `saving ${numbersEn.count(count)} outputs${runs === 1 ? '' : ` of ${numbersEn.count(runs)} runs`}`,
		zh: ({count, runs, what}) =>
			count === 1
				? `正在保存 ${what}`
				: `正在保存${runs === 1 ? '' : ` ${numbersZh.count(runs)} 个运行的`} ${numbersZh.count(count)} 个输出`,
	}),
	'nothing-to-save': noticeTexts({
		en: () => 'nothing to save here, or all is saved or being saved',
		zh: () => '这里没有可保存的输出，或都已保存或正在保存',
	}),
	/** `key`: the pressed key. The functions below call it `name`, because their second parameter is called `key`. */
	'key-of-outputs': noticeTexts<{readonly key: string}>({
		en: ({key: name}, key) =>
			`${name} works in the outputs pane; ${key('pane-n', {direction: 3})} goes there`,
		zh: ({key: name}, key) =>
			`${name} 只在输出窗格中有效，按 ${key('pane-n', {direction: 3})} 转到那里`,
	}),
	/** The output is from the history or a recording, which contain no signatures. */
	'link-not-kept': noticeTexts<What>({
		en: ({what}, key) =>
			`the link of ${what} is not kept; ${key('poll-now')} asks the service for a new one`,
		zh: ({what}, key) => `没有保存 ${what} 的链接，按 ${key('poll-now')} 向服务获取新链接`,
	}),
	/** `path`: the path of the file, with `~` instead of the home folder. `isNew`: false if it was there already. */
	'output-saved': noticeTexts<{readonly path: SafeText; readonly isNew: boolean}>({
		en: ({path, isNew}) => (isNew ? `saved ${path}` : `already saved: ${path}`),
		zh: ({path, isNew}) => (isNew ? `已保存 ${path}` : `此前已保存：${path}`),
	}),
	/**
	 * For downloads that were requested together. `saved`: the outputs that are on the disk now. `known`: those of them
	 * that were there already. `missing`: the outputs that could not be saved.
	 */
	'outputs-saved': noticeTexts<{
		readonly saved: number;
		readonly known: number;
		readonly missing: number;
		readonly folder: SafeText;
	}>({
		en: ({saved, known, missing, folder}) => {
			const {count} = numbersEn;
			const files = `${count(saved - known)} new ${saved - known === 1 ? 'file' : 'files'}`;
			const there = known === 0 ? '' : `: ${files}, ${count(known)} there already`;
			const failed = missing === 0 ? '' : `; ${count(missing)} failed`;
			const outputs = saved === 1 ? 'output' : 'outputs';
			return `saved ${count(saved)} ${outputs} in ${folder}${there}${failed}`;
		},
		zh: ({saved, known, missing, folder}) => {
			const {count} = numbersZh;
			const there =
				known === 0 ? '' : `：新增 ${count(saved - known)} 个文件，${count(known)} 个已存在`;
			const failed = missing === 0 ? '' : `，${count(missing)} 个失败`;
			return `已将 ${count(saved)} 个输出保存到 ${folder}${there}${failed}`;
		},
	}),
	'output-not-saved': noticeTexts<What & {readonly why: OutputProblem}>({
		en: ({what, why}) => `${what} is not saved: ${downloadEn.why(why)}`,
		zh: ({what, why}) => `未保存 ${what}：${downloadZh.why(why)}`,
	}),
	'nothing-to-stop': noticeTexts({
		en: () => 'this output is not being saved',
		zh: () => '此输出不在保存中',
	}),
};

const cannotOpenEn: Readonly<Record<CannotOpen, string>> = {
	remote: 'your desktop is on another machine',
	'no-display': 'no display here',
	'no-opener': 'no program to open it',
	failed: 'the program to open it failed',
};

const cannotOpenZh: typeof cannotOpenEn = {
	remote: '桌面在另一台机器上',
	'no-display': '本机没有图形桌面',
	'no-opener': '本机没有可用的程序',
	failed: '打开程序出错',
};
