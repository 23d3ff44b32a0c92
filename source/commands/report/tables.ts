import {nodeName} from '../../core/log/node-event.ts';
import {cleanLines, cleanName} from '../../core/text/sanitize.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import {nodeStyles, nodeTime} from '../../features/nodes/columns.ts';
import type {PageMessages} from './messages.ts';
import {clockTime} from '../../ui/clock-time.ts';
import {glyphsFor} from '../../ui/theme/glyphs.ts';
import {barMarkup} from './bar.ts';
import {markup, type Markup} from './markup.ts';
import type {ReportedRun} from './reported-run.ts';

/** In UTF-16 units. */
const maxText = 10_000;
const maxName = 200;
const glyphs = glyphsFor(false).nodes;

/** Returns a text from outside in its lines, without secrets. A long one is cut, and ends with what is left out. */
export function shareableText(exact: string, {runReport}: PageMessages): string {
	const left = exact.length - maxText;
	const lines = cleanLines(withoutSecrets(exact.slice(0, maxText)));
	return [...lines, ...(left > 0 ? [runReport.cutText(left)] : [])].join('\n');
}

export function nodesSection({nodes}: ReportedRun, messages: PageMessages): Markup {
	const {compare, numbers, runReport, timeline} = messages;
	const {axis, bars} = nodes;
	const {columns} = runReport;
	const title = compare.sections.nodes;

	if (bars.length === 0) {
		return markup`<h3>${title}</h3><p class="muted">${timeline.none}</p>`;
	}

	return markup`
		<h3>${title}</h3>
		<table>
			<caption>${title}</caption>
			<thead><tr>
				<th scope="col">${columns.node}</th><th scope="col">${columns.state}</th>
				<th scope="col" class="bars wide">${axis === null ? '' : `${clockTime(axis.from)} – ${clockTime(axis.to)}`}</th>
				<th scope="col" class="number">${columns.time}</th><th scope="col" class="number">${columns.share}</th>
			</tr></thead>
			<tbody>${bars.map(bar => {
				const {id, caption, state, times, share} = bar;
				const name = cleanName(id.slice(0, maxName));
				const isExact = bar.isExact && state !== 'ended';
				return markup`<tr>
					<th scope="row"><bdi class="node">${withoutSecrets(nodeName(name))}</bdi> <bdi>${withoutSecrets(caption ?? '')}</bdi></th>
					<td class="fixed ${nodeStyles[state]}">${glyphs[state]} ${runReport.nodeStates[state]}</td>
					<td class="wide">${axis === null || times.length === 0 ? null : barMarkup(times, axis, nodeStyles[state])}</td>
					<td class="number">${nodeTime({...bar, isExact}, messages, numbers.shortTime)}</td>
					<td class="number muted">${share === null ? '' : numbers.percent(Math.round(share * 100))}</td>
				</tr>`;
			})}</tbody>
		</table>
	`;
}

export function inputsSection({inputs}: ReportedRun, messages: PageMessages): Markup | null {
	const {compare, order, runReport} = messages;
	const title = compare.sections.inputs;

	if (inputs === null || inputs.length === 0) {
		const note = inputs === null ? compare.unknownInputs : compare.none;
		return markup`<h3>${title}</h3><p class="muted">${note}</p>`;
	}

	return markup`
		<h3>${order.inputs(inputs.length)}</h3>
		<table>
			<caption>${title}</caption>
			<thead><tr>
				<th scope="col">${runReport.columns.name}</th><th scope="col" class="rest">${runReport.columns.value}</th>
			</tr></thead>
			<tbody>${inputs.map(
				({key, value}) => markup`<tr>
					<th scope="row"><bdi class="muted">${withoutSecrets(key.safe)}</bdi></th>
					<td class="text" dir="auto">${shareableText(value.exact, messages)}</td>
				</tr>`,
			)}</tbody>
		</table>
	`;
}
