const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes in the largest unit of which there is at least one, with three digits at most: `812 B`, `1.4 MiB`. */
export function byteSize(bytes: number): string {
	const step = Math.min(
		steps.length - 1,
		Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)),
	);
	const count = bytes / 1024 ** step;
	const text = step === 0 || count >= 100 ? String(Math.floor(count)) : count.toFixed(1);
	return `${text} ${steps[step] ?? 'B'}`;
}
