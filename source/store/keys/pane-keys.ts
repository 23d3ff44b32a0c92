import type {View} from '../state.ts';
import type {Pane} from '../../features/panes/state.ts';

/** Returns the place whose keys work besides `everywhere`; null without such a place. */
export function paneKeys({
	focus,
	timeline,
}: Pick<View, 'focus' | 'timeline'>): Exclude<Pane, 'detail'> | 'timeline' | null {
	if (focus === 'log' && timeline.open && timeline.inFront) {
		return 'timeline';
	}

	return focus === 'detail' ? null : focus;
}
