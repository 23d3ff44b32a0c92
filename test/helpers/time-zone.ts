import type {Scope} from './program.ts';

/** All files of unit tests share one process, so they share its time zone. */
const zoneOfTests = 'Asia/Shanghai';
process.env['TZ'] = zoneOfTests;

/** Sets the time zone of the machine until the end of the scope. */
export function setTimeZone(scope: Scope, zone: string): void {
	process.env['TZ'] = zone;
	scope.after(() => {
		process.env['TZ'] = zoneOfTests;
	});
}
