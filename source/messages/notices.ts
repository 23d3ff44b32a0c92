import type {Notice} from '../state/notice.ts';

/** The sentence of a notice. */
export function noticeEn(notice: Notice): string {
	switch (notice.kind) {
		case 'copied':
			return `copied ${notice.what}`;
		case 'opened':
			return `opened ${notice.what}`;
		case 'copied-instead':
			return `could not open ${notice.what} (${notice.why}); its address is copied`;
		case 'effect-failed':
			return `that did not work: ${notice.why}`;
		case 'added':
			return addedEn(notice.count, notice.already);
		case 'dropped':
			return `dropped ${notice.what} from the list; the run itself goes on`;
		case 'paused':
			return 'polling paused; P goes on';
		case 'resumed':
			return 'polling again';
		case 'polling-now':
			return 'asking now';
		case 'no-hit':
			return `"${notice.text}" is not in the log`;
		case 'nothing-to-open':
			return 'nothing to open here';
	}
}

function addedEn(count: number, already: number): string {
	const added = count === 1 ? 'added 1 run' : `added ${count} runs`;
	return already === 0 ? added : `${added}; ${already} watched already`;
}

/** The sentence of a notice. */
export function noticeZh(notice: Notice): string {
	switch (notice.kind) {
		case 'copied':
			return `已复制 ${notice.what}`;
		case 'opened':
			return `已打开 ${notice.what}`;
		case 'copied-instead':
			return `无法打开 ${notice.what}（${notice.why}），已复制其地址`;
		case 'effect-failed':
			return `操作未成功：${notice.why}`;
		case 'added':
			return addedZh(notice.count, notice.already);
		case 'dropped':
			return `已从列表移除 ${notice.what}，运行本身继续`;
		case 'paused':
			return '已暂停查询，按 P 继续';
		case 'resumed':
			return '已恢复查询';
		case 'polling-now':
			return '正在查询';
		case 'no-hit':
			return `日志中没有「${notice.text}」`;
		case 'nothing-to-open':
			return '这里没有可打开的内容';
	}
}

function addedZh(count: number, already: number): string {
	return already === 0
		? `已添加 ${count} 个运行`
		: `已添加 ${count} 个运行，其中 ${already} 个已在列表中`;
}
