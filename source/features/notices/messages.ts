import {downloadEn, downloadZh} from '../outputs/download/messages.ts';
import {inputTroubleEn, inputTroubleZh} from '../prompt/messages.ts';
import {logEn, logZh} from '../log/messages.ts';
import {logNoticeEn, logNoticeZh} from '../log/notices.ts';
import {storageEn, storageZh} from '../../storage/messages.ts';
import {paletteEn, paletteZh} from '../palette/messages.ts';
import {brokenLinesEn, brokenLinesZh} from '../replay/messages.ts';
import {safetyEn, safetyZh} from '../../i18n/safety.ts';
import {moneyEn, moneyZh} from '../money/messages.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import type {CannotOpen, Notice} from './notice.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

const cannotOpenEn: Readonly<Record<CannotOpen, string>> = {
	remote: 'your desktop is on another machine',
	'no-display': 'no display here',
	'no-opener': 'no program to open it',
	failed: 'the program to open it failed',
};

const cannotOpenZh: typeof cannotOpenEn = {
	remote: '桌面在另一台机器上',
	'no-display': '本机没有显示器',
	'no-opener': '本机没有可用的程序',
	failed: '打开程序出错',
};

export function noticeEn(notice: Notice, key: KeyOf): string {
	switch (notice.kind) {
		case 'copied':
			return notice.by === null
				? `copied ${notice.what} (via the terminal)`
				: `copied ${notice.what} (via ${notice.by})`;
		case 'not-copied':
			return `could not copy ${notice.what}: too long for the terminal, and there is no clipboard`;
		case 'log-copied':
		case 'log-not-copied':
		case 'log-saved':
		case 'log-not-saved':
		case 'no-log':
		case 'nothing-shown':
		case 'no-pager':
		case 'pager-failed':
			return logNoticeEn(notice, key);
		case 'saving':
		case 'saving-already':
		case 'nothing-to-save':
		case 'key-of-outputs':
		case 'all-saved':
		case 'no-signature':
		case 'output-saved':
		case 'output-saved-before':
		case 'outputs-saved':
		case 'output-not-saved':
		case 'saving-stopped':
		case 'nothing-to-stop':
		case 'downloads-under-way':
			return downloadEn.notice(notice, key);
		case 'bad-line':
		case 'input-unreadable':
			return inputTroubleEn(notice);
		case 'wrapped':
		case 'no-error':
		case 'no-node':
		case 'no-node-here':
		case 'node-only':
		case 'nothing-unread':
		case 'no-goal':
			return logEn.notice(notice, key);
		case 'no-failure':
			return 'this run neither failed nor was canceled';
		case 'mouse':
			return notice.on
				? `mouse on: shift selects text, ${key('mouse')} turns it off`
				: `mouse off; ${key('mouse')} turns it on`;
		case 'notifications':
			return notice.on
				? 'notifications on: when a run ends and this window has no focus'
				: `notifications off; ${key('notifications')} turns them on`;
		case 'opened':
			return `opened ${notice.what}`;
		case 'copied-instead':
			return `could not open ${notice.what} (${cannotOpenEn[notice.why]}); copied its address`;
		case 'refused':
			return `not opened: the address of ${notice.what} is neither https nor on this machine`;
		case 'added':
			return addedEn(notice.count, notice.already);
		case 'dropped':
			return `removed ${notice.what} from the list (the run is not affected)`;
		case 'paused':
			return `polling paused; ${key('pause')} resumes`;
		case 'resumed':
			return 'polling resumed';
		case 'polling-now':
			return 'polling now';
		case 'not-in-replay':
			return 'not available in a replay';
		case 'recording-stopped':
			return `recording stopped (${notice.why}); the watch continues`;
		case 'broken-lines':
			return brokenLinesEn(notice.files);
		case 'no-hit':
			return `"${notice.text}" is not in the log`;
		case 'not-in-text':
			return `"${notice.text}" is not in this text`;
		case 'storage':
			return storageEn.trouble(notice.trouble);
		case 'budget-passed':
			return moneyEn.passed(
				numbersEn.price(notice.spent, 'code'),
				numbersEn.price(notice.budget, 'code'),
			);
		case 'no-command':
		case 'set':
		case 'not-set':
		case 'profile':
		case 'no-profile':
		case 'no-profiles':
			return paletteEn.notice(notice);
		case 'unknown-status':
			return notice.meant === null
				? `unknown status "${notice.status}"; use ${notice.known.join(', ')}`
				: `unknown status "${notice.status}"; did you mean ${notice.meant}?`;
		case 'clock-skew':
			return safetyEn.clockSkew(notice.ahead);
		case 'still-verifying':
			return safetyEn.stillVerifying;
		case 'nothing-to-open':
			return 'nothing to open here';
	}
}

function addedEn(count: number, already: number): string {
	const added = count === 1 ? 'added 1 run' : `added ${numbersEn.count(count)} runs`;
	return already === 0 ? added : `${added}; ${numbersEn.count(already)} already watched`;
}

export function noticeZh(notice: Notice, key: KeyOf): string {
	switch (notice.kind) {
		case 'copied':
			return notice.by === null
				? `已复制 ${notice.what}（由终端）`
				: `已复制 ${notice.what}（由 ${notice.by}）`;
		case 'not-copied':
			return `无法复制 ${notice.what}：内容太长，终端无法接收，本机也没有剪贴板`;
		case 'log-copied':
		case 'log-not-copied':
		case 'log-saved':
		case 'log-not-saved':
		case 'no-log':
		case 'nothing-shown':
		case 'no-pager':
		case 'pager-failed':
			return logNoticeZh(notice, key);
		case 'saving':
		case 'saving-already':
		case 'nothing-to-save':
		case 'key-of-outputs':
		case 'all-saved':
		case 'no-signature':
		case 'output-saved':
		case 'output-saved-before':
		case 'outputs-saved':
		case 'output-not-saved':
		case 'saving-stopped':
		case 'nothing-to-stop':
		case 'downloads-under-way':
			return downloadZh.notice(notice, key);
		case 'bad-line':
		case 'input-unreadable':
			return inputTroubleZh(notice);
		case 'wrapped':
		case 'no-error':
		case 'no-node':
		case 'no-node-here':
		case 'node-only':
		case 'nothing-unread':
		case 'no-goal':
			return logZh.notice(notice, key);
		case 'no-failure':
			return '此运行没有失败，也没有被取消';
		case 'mouse':
			return notice.on
				? `鼠标已开启：按住 shift 选中文字，按 ${key('mouse')} 关闭`
				: `鼠标已关闭，按 ${key('mouse')} 开启`;
		case 'notifications':
			return notice.on
				? '通知已开启：运行结束且此窗口没有焦点时通知'
				: `通知已关闭，按 ${key('notifications')} 开启`;
		case 'opened':
			return `已打开 ${notice.what}`;
		case 'copied-instead':
			return `无法打开 ${notice.what}（${cannotOpenZh[notice.why]}），已复制其地址`;
		case 'refused':
			return `未打开：${notice.what} 的地址既不是 https，也不在本机`;
		case 'added':
			return addedZh(notice.count, notice.already);
		case 'dropped':
			return `已从列表移除 ${notice.what}（运行不受影响）`;
		case 'paused':
			return `已暂停查询，按 ${key('pause')} 继续`;
		case 'resumed':
			return '已恢复查询';
		case 'polling-now':
			return '正在查询';
		case 'not-in-replay':
			return '回放时不可用';
		case 'recording-stopped':
			return `录制已停止（${notice.why}），监控继续`;
		case 'broken-lines':
			return brokenLinesZh(notice.files);
		case 'no-hit':
			return `日志中没有“${notice.text}”`;
		case 'not-in-text':
			return `此文本中没有“${notice.text}”`;
		case 'storage':
			return storageZh.trouble(notice.trouble);
		case 'budget-passed':
			return moneyZh.passed(
				numbersZh.price(notice.spent, 'code'),
				numbersZh.price(notice.budget, 'code'),
			);
		case 'no-command':
		case 'set':
		case 'not-set':
		case 'profile':
		case 'no-profile':
		case 'no-profiles':
			return paletteZh.notice(notice);
		case 'unknown-status':
			return notice.meant === null
				? `未知的状态“${notice.status}”，可用 ${notice.known.join('、')}`
				: `未知的状态“${notice.status}”，是否想用 ${notice.meant}？`;
		case 'clock-skew':
			return safetyZh.clockSkew(notice.ahead);
		case 'still-verifying':
			return safetyZh.stillVerifying;
		case 'nothing-to-open':
			return '这里没有可打开的内容';
	}
}

function addedZh(count: number, already: number): string {
	return already === 0
		? `已添加 ${numbersZh.count(count)} 个运行`
		: `已添加 ${numbersZh.count(count)} 个运行，另有 ${numbersZh.count(already)} 个已在监控`;
}
