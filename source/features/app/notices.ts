import type {StorageProblem} from '../../core/saved-state.ts';
import {textByKind} from '../../core/text-by-kind.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Duration} from '../../core/time/clock.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof appNotices> {}
}

export const appNotices = {
	/** `runs`: how many run ids were copied. `by`: the clipboard program; null if the text was sent to the terminal, which does not confirm a copy. */
	copied: noticeTexts<{
		readonly what: SafeText;
		readonly by: string | null;
		readonly runs: number;
	}>({
		en: ({what, by, runs}) =>
			`copied ${runs === 1 ? what : `${numbersEn.count(runs)} run ids`} (via ${by ?? 'the terminal'})`,
		zh: ({what, by, runs}) =>
			`已复制 ${runs === 1 ? what : `${numbersZh.count(runs)} 个运行单号`}（由${by === null ? '终端' : ` ${by}`}）`,
	}),
	'not-copied': noticeTexts<{readonly what: SafeText}>({
		en: ({what}) => `could not copy ${what}: too long for the terminal, and there is no clipboard`,
		zh: ({what}) => `无法复制 ${what}：内容太长，终端无法接收，本机也没有剪贴板`,
	}),
	notifications: noticeTexts<{readonly on: boolean}>({
		en: ({on}, key) =>
			on
				? 'notifications on: when a run ends and this window has no focus'
				: `notifications off; ${key('notifications')} turns them on`,
		zh: ({on}, key) =>
			on
				? '通知已开启：运行结束且此窗口没有焦点时通知'
				: `通知已关闭，按 ${key('notifications')} 开启`,
	}),
	mouse: noticeTexts<{readonly on: boolean}>({
		en: ({on}, key) =>
			on
				? `mouse on: shift selects text, ${key('mouse')} turns it off`
				: `mouse off; ${key('mouse')} turns it on`,
		zh: ({on}, key) =>
			on
				? `鼠标已开启：按住 shift 选中文字，按 ${key('mouse')} 关闭`
				: `鼠标已关闭，按 ${key('mouse')} 开启`,
	}),
	'text-in-pane': noticeTexts({
		en: (_, key) => `input method on: alt+key, or ${key('palette')} for commands`,
		zh: (_, key) => `输入法已开启：请按 alt+按键，或按 ${key('palette')} 选择命令`,
	}),
	/** `ahead`: how far the service's clock is ahead of the local clock, in milliseconds; negative if it is behind. */
	'clock-skew': noticeTexts<{readonly ahead: Duration}>({
		en: ({ahead}) =>
			`this machine's clock is ${numbersEn.time(roughly(ahead))} ${ahead > 0 ? 'behind' : 'ahead of'} the service's: running times are off by the same amount`,
		zh: ({ahead}) =>
			`本机时钟比服务的${ahead > 0 ? '慢' : '快'} ${numbersZh.time(roughly(ahead))}，运行时长会有同样的偏差`,
	}),
	'still-verifying': noticeTexts({
		en: () =>
			'NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are verified (NODE_EXTRA_CA_CERTS adds authorities)',
		zh: () =>
			'NODE_TLS_REJECT_UNAUTHORIZED 不起作用：证书照常验证（可用 NODE_EXTRA_CA_CERTS 添加证书颁发机构）',
	}),
	'metrics-served': noticeTexts<{readonly address: SafeText}>({
		en: ({address}) => `metrics for Prometheus: ${address}`,
		zh: ({address}) => `Prometheus 指标：${address}`,
	}),
	'no-job-control': noticeTexts({
		en: () => 'Windows cannot suspend a program; open another tab instead',
		zh: () => 'Windows 无法挂起程序；请另开一个标签页',
	}),
	storage: noticeTexts<{readonly problem: StorageProblem}>({
		en: ({problem}) => storageProblemEn(problem),
		zh: ({problem}) => storageProblemZh(problem),
	}),
};

type UnusableWhy = Extract<StorageProblem, {kind: 'unusable'}>['why'];

export const unusableWhyEn: Readonly<Record<UnusableWhy, string>> = {
	newer: 'was written by a newer version of chenyu-top',
	'not-a-file': 'is not a regular file',
};

export const unusableWhyZh: typeof unusableWhyEn = {
	newer: '由更新版本的 chenyu-top 写入',
	'not-a-file': '不是普通文件',
};

const storageProblemEn = textByKind<StorageProblem>({
	'moved-aside': ({path}) => `the saved run list cannot be read; it was moved to ${path}`,
	unusable: ({path, why}) => `the run list cannot be saved: ${path} ${unusableWhyEn[why]}`,
	'not-saved': ({why}) => `the run list cannot be saved for the next start (${why})`,
});

const storageProblemZh = textByKind<StorageProblem>({
	'moved-aside': ({path}) => `已保存的运行列表无法读取，已移到 ${path}`,
	unusable: ({path, why}) => `无法保存运行列表：${path} ${unusableWhyZh[why]}`,
	'not-saved': ({why}) => `无法保存运行列表供下次启动使用（${why}）`,
});

/** Rounds the absolute value to ten seconds: a clock is not known better. */
function roughly(ahead: Duration): Duration {
	return Math.round(Math.abs(ahead) / 10_000) * 10_000;
}
