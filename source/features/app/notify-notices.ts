import type {ChannelFailure, ChannelHint, ChannelKind, NotifyEvent} from '../../core/notify.ts';
import {textByKind} from '../../core/text-by-kind.ts';
import type {SafeText} from '../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {causeOf} from '../../i18n/problem.ts';
import {programEndEn, programEndZh, type ProgramEnd} from '../../i18n/program-end.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof notifyNotices> {}
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
	unreachable: ({code, proxy}) => `it cannot be reached: ${causeOf('en', code, proxy)}`,
	timeout: () => 'no response in time',
});

const channelFailureZh = textByKind<ChannelFailure>({
	refused: ({code, detail, hint}) =>
		`消息被拒绝（${code}${detail === '' ? '' : ` ${detail}`}）` +
		(hint === null ? '' : `；${hintsZh[hint]}`),
	limited: ({retryAfterMs}) => `消息过多；${numbersZh.time(retryAfterMs)}后才接受下一条`,
	unreadable: () => '响应不是来自机器人；请检查其“url”和“kind”',
	unreachable: ({code, proxy}) => `无法连接：${causeOf('zh', code, proxy)}`,
	timeout: () => '没有及时响应',
});

export const notifyNotices = {
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
			`退出时已停止等待；未结束的钩子：${numbersZh.count(hooks)}，未收到最后一条消息的渠道：${numbersZh.count(channels)}`,
	}),
};
