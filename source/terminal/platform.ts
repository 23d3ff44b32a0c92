/** The system on which the program runs. What differs between systems is a function of it, so that tests can choose. */
export const platform: NodeJS.Platform = process.platform;

/** Returns the user's locale, such as `zh-CN`, where no environment variable names it: on Windows. Empty elsewhere. */
export function systemLocale(system = platform): string {
	return system === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : '';
}

/** Returns whether the system uses UTF-8 in every locale. */
export function isAlwaysUtf8(system: NodeJS.Platform): boolean {
	return system === 'win32' || system === 'darwin';
}

/**
 * Prevents that Windows starts programs, such as the pager, from the current folder, where anybody may have put one.
 * Other systems search only in `PATH`.
 */
export function searchOnlyPath(env: Record<string, string | undefined>, system = platform): void {
	if (system === 'win32') {
		env['NoDefaultCurrentDirectoryInExePath'] ??= '1';
	}
}
