import {setFlagsFromString} from 'node:v8';

/**
 * Keeps the part of the heap in which new things are made at the size that it has by now. V8 doubles it whenever what a
 * frame is made of survives a collection, up to 64 MiB, and gives nothing back; a screen draws no more garbage later than at
 * its start. To be called when the first frame was drawn: before, the part is so small that each frame costs
 * collections. The factor is read each time the part would grow, so a change is heeded while the program runs.
 */
export function keepYoungGenerationSmall(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
