import type {ExitResult} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import type {Command} from './command.ts';
import type {Notice} from './notice.ts';
import type {Actions} from './registry.ts';

/** What comes from the keyboard, the mouse, the terminal, the clock and the session. */
declare module './registry.ts' {
	interface Actions {
		commandInvoked: {readonly command: Command};
		typed: {readonly text: string};
		/**
		 * The user clicked a cell. `column` and `row` begin with 0. `sortKey`: the sort key of the column title at the
		 * cell; none if no title is there.
		 */
		clicked: {
			readonly column: number;
			readonly row: number;
			readonly sortKey?: string | null | undefined;
		};
		wheeled: {readonly column: number; readonly row: number; readonly notches: 1 | -1};
		resized: {readonly columns: number; readonly rows: number};
		windowFocusChanged: {readonly focused: boolean};
		ticked: NoArguments;
		noticeShown: {readonly notice: Notice};
		/** A session without a screen ended, or a replay reached the end of the recorded session. */
		watchEnded: {readonly result: ExitResult};
	}
}

export type ActionType = keyof Actions;

export type ActionWithoutTime = {
	readonly [Type in ActionType]: {readonly type: Type} & Actions[Type];
}[ActionType];

/** An event from the service, the keyboard, the clock, the terminal or an effect. `at` is its wall clock time. */
export type Action = {readonly at: Instant} & ActionWithoutTime;
