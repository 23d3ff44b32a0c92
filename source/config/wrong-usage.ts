/** An error that the user must fix. The message is a sentence for the user. */
export class WrongUsage extends Error {
	override readonly name = 'WrongUsage';
}
