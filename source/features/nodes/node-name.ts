/** A node as people name it: `n3` where its id is a number, like in the keys of outputs. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}
