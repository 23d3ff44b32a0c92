import {screenshotOf, type Screenshot} from '../../docs/terminal-svg.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';

/** Draws a text on a screen with one row. */
export async function oneRow(text: string, columns: number): Promise<Screenshot> {
	const screen = new VirtualScreen(columns, 1, () => undefined);
	await screen.draw(text);
	const screenshot = screenshotOf(screen, columns, 1);
	screen.dispose();
	return screenshot;
}
