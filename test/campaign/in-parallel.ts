/** Does the work for all items, so many at once. */
export async function inParallel<Item>(
	items: readonly Item[],
	atOnce: number,
	work: (item: Item) => Promise<void>,
): Promise<void> {
	const rest = items.values();

	await Promise.all(
		Array.from({length: atOnce}, async () => {
			for (const item of rest) {
				await work(item);
			}
		}),
	);
}
