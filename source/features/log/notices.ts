import type {KeyOf} from '../../store/keys/key-of.ts';
import type {CannotSave, Notice} from '../notices/notice.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** Notices about copying, saving and paging a log. */
type LogNotice = Extract<
	Notice,
	{
		kind:
			| 'log-copied'
			| 'log-not-copied'
			| 'log-saved'
			| 'log-not-saved'
			| 'no-log'
			| 'nothing-shown'
			| 'no-pager'
			| 'pager-failed';
	}
>;

export function logNoticeEn(notice: LogNotice, key: KeyOf): string {
	switch (notice.kind) {
		case 'log-copied':
			return `copied ${entriesEn(notice.entries)} (via ${notice.by ?? 'the terminal'})`;
		case 'log-not-copied':
			return `not copied: ${numbersEn.unit(kilobytes(notice.bytes), 'kilobyte', 'short')} is too long for the terminal, and there is no clipboard; ${key('save')} saves to a file`;
		case 'log-saved':
			return `saved ${notice.path} (${entriesEn(notice.entries)})`;
		case 'log-not-saved':
			return `not saved: ${cannotSaveEn(notice.why)}`;
		case 'no-log':
			return 'the log is empty';
		case 'nothing-shown':
			return `nothing to ${notice.purpose}: no entry matches the filters`;
		case 'no-pager':
			return `the program ${notice.command} is not installed; set PAGER to another one`;
		case 'pager-failed':
			return notice.code === null
				? `the pager ${notice.command} was killed`
				: `the pager ${notice.command} failed with exit code ${notice.code}`;
	}
}

export function logNoticeZh(notice: LogNotice, key: KeyOf): string {
	switch (notice.kind) {
		case 'log-copied':
			return `已复制 ${numbersZh.count(notice.entries)} 条日志（由${notice.by === null ? '终端' : ` ${notice.by}`}）`;
		case 'log-not-copied':
			return `未复制：${numbersZh.unit(kilobytes(notice.bytes), 'kilobyte', 'short')} 太长，终端无法接收，本机也没有剪贴板；可按 ${key('save')} 保存为文件`;
		case 'log-saved':
			return `已保存 ${notice.path}（${numbersZh.count(notice.entries)} 条日志）`;
		case 'log-not-saved':
			return `未保存：${cannotSaveZh(notice.why)}`;
		case 'no-log':
			return '日志为空';
		case 'nothing-shown':
			return `${purposesZh[notice.purpose]}：没有符合筛选条件的日志`;
		case 'no-pager':
			return `本机没有安装 ${notice.command}，请用 PAGER 指定其他程序`;
		case 'pager-failed':
			return notice.code === null
				? `分页器 ${notice.command} 被终止`
				: `分页器 ${notice.command} 出错，退出码 ${notice.code}`;
	}
}

const purposesZh = {show: '没有可显示的内容', save: '没有可保存的内容', copy: '没有可复制的内容'};

function entriesEn(count: number): string {
	return count === 1 ? '1 log entry' : `${numbersEn.count(count)} log entries`;
}

function kilobytes(bytes: number): number {
	return Math.ceil(bytes / 1000);
}

function cannotSaveEn(why: CannotSave): string {
	switch (why.kind) {
		case 'full':
			return 'no space left on the disk';
		case 'forbidden':
			return 'the current folder is not writable';
		case 'other':
			return `system error ${why.code}`;
	}
}

function cannotSaveZh(why: CannotSave): string {
	switch (why.kind) {
		case 'full':
			return '磁盘空间不足';
		case 'forbidden':
			return '当前文件夹不可写';
		case 'other':
			return `系统错误 ${why.code}`;
	}
}
