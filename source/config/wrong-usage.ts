/** Something that the caller must put right, in one sentence. It ends `parseOptions` and goes no further. */
export class WrongUsage extends Error {
	override readonly name = 'WrongUsage';
}
