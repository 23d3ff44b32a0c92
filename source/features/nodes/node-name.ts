/** `n3` for the id `3`, like in the keys of outputs; other ids as they are. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}
