const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Formats bytes in the largest unit with a value of at least one: `812 B`, `1.4 MB`. Both languages write it alike. */
export function fileSize(bytes: number): string {
	const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
	const step = Math.min(units.length - 1, power);
	const value = bytes / 1000 ** step;
	const digits = step === 0 || value >= 100 ? String(Math.floor(value)) : value.toFixed(1);
	return `${digits} ${units[step] ?? 'B'}`;
}
