import type {SafeText} from '../../core/text/text.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof ownCommandNotices> {}
}

type OfCommand = {readonly name: SafeText; readonly runs: number};

/** `code`: the exit code; null if a signal ended the program. `line`: the last line that it printed, or empty. */
type Ended = OfCommand & {
	readonly failed: number;
	readonly code: number | null;
	readonly line: SafeText;
};

export const ownCommandNotices = {
	'own-command-started': noticeTexts<OfCommand>({
		en: ({name, runs}) => (runs === 1 ? `running ${name}…` : `running ${name} on ${runs} runs…`),
		zh: ({name, runs}) =>
			runs === 1 ? `正在运行 ${name}……` : `正在对 ${runs} 个运行执行 ${name}……`,
	}),
	'own-command-ended': noticeTexts<Ended>({
		en: ({name, runs, failed, code, line}) =>
			`${runs === 1 ? name : failed === 0 ? `${name} on ${runs} runs` : `${name} failed on ${failed} of ${runs} runs`}: ` +
			(code === null ? 'ended by a signal' : `exit code ${code}`) +
			(line === '' ? '' : ` · ${line}`),
		zh: ({name, runs, failed, code, line}) =>
			`${runs === 1 ? name : failed === 0 ? `${name}（${runs} 个运行）` : `${name} 在 ${runs} 个运行中失败了 ${failed} 个`}：` +
			(code === null ? '被信号终止' : `退出码 ${code}`) +
			(line === '' ? '' : ` · ${line}`),
	}),
	/** `code`: the error code of the system, such as `ENOENT`. */
	'own-command-not-started': noticeTexts<{
		readonly name: SafeText;
		readonly program: SafeText;
		readonly code: SafeText;
	}>({
		en: ({name, program, code}) =>
			code === 'ENOENT'
				? `${name}: there is no program "${program}"; install it, or correct "commands" in the config`
				: `${name}: the program "${program}" cannot be started (${code})`,
		zh: ({name, program, code}) =>
			code === 'ENOENT'
				? `${name}：找不到程序“${program}”；请安装它，或修改配置中的“commands”`
				: `${name}：无法启动程序“${program}”（${code}）`,
	}),
	'no-run-selected': noticeTexts({en: () => 'no run is selected', zh: () => '没有选中运行'}),
};
