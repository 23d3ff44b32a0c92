import type {View} from '../state.ts';
import type {Pane} from '../../features/panes/state.ts';

/** Whose keys work in the focused pane besides those that work everywhere; null where none do. */
export function paneKeys({
	focus,
	timeline,
}: Pick<View, 'focus' | 'timeline'>): Exclude<Pane, 'detail'> | 'timeline' | null {
	if (focus === 'log' && timeline.open && timeline.inFront) {
		return 'timeline';
	}

	return focus === 'detail' ? null : focus;
}
