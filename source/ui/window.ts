/**
 * Returns the visible rows, and the number of hidden rows above and below them. If `scrollTop` is too large, the last
 * rows are visible.
 */
export function windowOf<Row>(rows: readonly Row[], scrollTop: number, height: number) {
	const first = Math.max(0, Math.min(scrollTop, rows.length - height));
	const visible = rows.slice(first, first + height);
	return {visible, hiddenAbove: first, hiddenBelow: rows.length - first - visible.length};
}
