import type {SafeText} from '../core/text/text.ts';

/** How a program ended. `code`: null if a signal ended it. `line`: the last line that it printed, or empty. */
export type ProgramEnd = {readonly code: number | null; readonly line: SafeText};

export function programEndEn({code, line}: ProgramEnd): string {
	return withLine(code === null ? 'ended by a signal' : `exit code ${code}`, line);
}

export function programEndZh({code, line}: ProgramEnd): string {
	return withLine(code === null ? '被信号终止' : `退出码 ${code}`, line);
}

function withLine(text: string, line: SafeText): string {
	return line === '' ? text : `${text} · ${line}`;
}
