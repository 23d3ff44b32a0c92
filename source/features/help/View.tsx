import {wordsOf} from '../keymap.ts';
import {helpGroups, keysOf} from '../../store/keys/hints.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import {helpSearchText} from '../command-registry.ts';
import {keyNames} from '../../ui/key-name.ts';
import {fieldLines, labelCells} from '../../ui/widgets/Fields.tsx';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';

export function HelpView({overlay: {state}, box}: OverlayViewProps<'help'>) {
	const appearance = useAppearance();
	const {helpTitle, helpNone} = appearance.messages.screen;
	const lines = helpLines(state.filter, Math.floor(box.contentWidth / 2), appearance);
	return (
		<ScrolledOverlay
			box={box}
			title={{
				name: [span(helpTitle)],
				parts: state.filter === '' ? [] : [[span(`/${typedText(state.filter)}`, 'key')]],
			}}
			lines={lines.length === 0 ? [[span(helpNone, 'muted')]] : lines}
			scrollTop={state.scrollTop}
		/>
	);
}

/**
 * Returns the key bindings that match `filter`, in titled groups. `maxKeys` is the maximum width of the column of
 * keys, in cells.
 */
function helpLines(filter: string, maxKeys: number, appearance: Appearance): readonly Line[] {
	const {messages, bindings} = appearance;
	const groups = helpGroups(bindings)
		.map(({where, bindings: all}) => ({
			title: messages.screen.groups[where],
			fields: all
				.filter(binding => isFoundIn(helpSearchText(binding, where), filter))
				.map(binding => ({
					label: keyNames(keysOf(binding), appearance),
					rows: [[span(wordsOf(binding.id, messages.language).long)]],
				})),
		}))
		.filter(({fields}) => fields.length > 0);
	const labels = groups.flatMap(({fields}) => fields.map(({label}) => label));
	const cells = Math.min(maxKeys, labelCells(labels));
	return groups.flatMap(({title, fields}, index) => [
		...(index === 0 ? [] : [[]]),
		[span(title, 'title')],
		...fieldLines(fields, cells, 'key').map(line => [blank(2), ...line]),
	]);
}
