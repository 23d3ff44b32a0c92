import type {ChannelFailure, ChannelHint, ChannelKind, NotifyEvent} from '../../core/notify.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {Duration} from '../../core/time/clock.ts';
import {programEndEn, programEndZh, textByKind, type ProgramEnd} from '../../i18n/messages.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {problemEn, problemZh} from '../../i18n/problem.ts';
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
			`已复制：${runs === 1 ? what : `${numbersZh.count(runs)} 个运行单号`}（通过${by === null ? '终端' : ` ${by}`}）`,
	}),
	'not-copied': noticeTexts<{readonly what: SafeText}>({
		en: ({what}) => `could not copy ${what}: too long for the terminal, and there is no clipboard`,
		zh: ({what}) => `无法复制（${what}）：内容太长，终端无法接收，本机也没有剪贴板`,
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
	channels: noticeTexts({
		en: () => 'chenyu-top doctor --channels says what to put into the config',
		zh: () => '运行 chenyu-top doctor --channels，看配置中要写什么',
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
			`本机时钟比服务的${ahead > 0 ? '慢' : '快'} ${numbersZh.time(roughly(ahead))}，运行时长会有相同的偏差`,
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
		en: () => 'open another tab instead: Windows cannot suspend a program',
		zh: () => '请另开一个标签页：Windows 无法挂起程序',
	}),
	storage: noticeTexts<{readonly problem: StorageProblem}>({
		en: ({problem}) => storageProblemEn(problem),
		zh: ({problem}) => storageProblemZh(problem),
	}),
	'hook-failed': noticeTexts<{
		readonly name: NotifyEvent;
		readonly program: SafeText;
		readonly why: HookFailure;
	}>({
		en: ({name, program, why}) => `the hook "${name}" (${program}) failed: ${hookFailureEn(why)}`,
		zh: ({name, program, why}) => `钩子“${name}”（${program}）失败：${hookFailureZh(why)}`,
	}),
	'channel-failed': noticeTexts<{
		/** `number`: the position in the config, from 1. */
		readonly channel: {readonly number: number; readonly kind: ChannelKind};
		readonly why: ChannelFailure;
	}>({
		en: ({channel, why}) => `channel ${channel.number} (${channel.kind}): ${channelFailureEn(why)}`,
		zh: ({channel, why}) => `渠道 ${channel.number}（${channel.kind}）：${channelFailureZh(why)}`,
	}),
	/** `hooks`: how many calls did not end; `channels`: how many channels did not get their last message. */
	'notify-unfinished': noticeTexts<{readonly hooks: number; readonly channels: number}>({
		en: ({hooks, channels}) =>
			`stopped waiting at the end; hooks that did not end: ${numbersEn.count(hooks)}, channels without their last message: ${numbersEn.count(channels)}`,
		zh: ({hooks, channels}) =>
			`退出时不再等待：未结束的钩子 ${numbersZh.count(hooks)} 个，未送达最后一条消息的渠道 ${numbersZh.count(channels)} 个`,
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

/** Rounds the absolute value to ten seconds, because the difference between two clocks is not known more exactly. */
function roughly(ahead: Duration): Duration {
	return Math.round(Math.abs(ahead) / 10_000) * 10_000;
}

type HookFailure =
	| ({readonly kind: 'ended'} & ProgramEnd)
	| {readonly kind: 'not-started'; readonly code: SafeText}
	| {readonly kind: 'timeout'};

const hintsEn: Readonly<Record<ChannelHint, string>> = {
	signature: 'check its "secret" and this machine\'s clock',
	keyword: 'add the keyword chenyu-top in the settings of the bot',
	address: 'check its "url"',
	security:
		'check its "secret" and the security settings of the bot (keyword chenyu-top, IP addresses)',
};

const hintsZh: typeof hintsEn = {
	signature: '请检查其“secret”和本机时钟',
	keyword: '请在机器人设置中添加关键词 chenyu-top',
	address: '请检查其“url”',
	security: '请检查其“secret”和机器人的安全设置（关键词 chenyu-top、IP 地址）',
};

const hookFailureEn = textByKind<HookFailure>({
	ended: programEndEn,
	'not-started': ({code}) =>
		code === 'ENOENT' ? 'there is no such program' : `it cannot be started (${code})`,
	timeout: () => 'it was stopped after 60 s',
});

const hookFailureZh = textByKind<HookFailure>({
	ended: programEndZh,
	'not-started': ({code}) => (code === 'ENOENT' ? '没有这个程序' : `无法启动（${code}）`),
	timeout: () => '运行超过 60 秒，已终止',
});

const channelFailureEn = textByKind<ChannelFailure>({
	refused: ({code, detail, hint}) =>
		`the message was refused (${code}${detail === '' ? '' : ` ${detail}`})` +
		(hint === null ? '' : `; ${hintsEn[hint]}`),
	limited: ({retryAfterMs}) =>
		`too many messages; it accepts the next in ${numbersEn.time(retryAfterMs)}`,
	unreadable: () => 'the response is not that of a bot; check its "url" and "kind"',
	unreachable: ({code, proxy}) => `it cannot be reached: ${problemEn.cause({detail: code, proxy})}`,
	timeout: () => 'no response in time',
});

const channelFailureZh = textByKind<ChannelFailure>({
	refused: ({code, detail, hint}) =>
		`消息被拒绝（${code}${detail === '' ? '' : ` ${detail}`}）` +
		(hint === null ? '' : `；${hintsZh[hint]}`),
	limited: ({retryAfterMs}) => `消息过多；${numbersZh.time(retryAfterMs)}后才接受下一条`,
	unreadable: () => '响应不是来自机器人；请检查其“url”和“kind”',
	unreachable: ({code, proxy}) => `无法连接：${problemZh.cause({detail: code, proxy})}`,
	timeout: () => '没有及时响应',
});
