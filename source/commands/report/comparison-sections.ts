import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {Comparison} from '../../features/compare/comparison.ts';
import {rowTexts, sectionNote} from '../../features/compare/texts.ts';
import {nodeStyles} from '../../features/nodes/columns.ts';
import type {PageMessages} from './messages.ts';
import {barMarkup} from './bar.ts';
import {markup, type Markup} from './markup.ts';

const sides = [0, 1] as const;

export function comparisonSections(comparison: Comparison, messages: PageMessages): Markup {
	const {compare: words} = messages;
	return markup`
		<section class="part"><h2>${words.title}</h2>
		${comparison.sections.map(section => {
			const title = words.sections[section.id];
			return markup`
				<h3>${title}</h3>
				<p class="muted">${sectionNote(section, comparison, messages)}</p>
				${
					section.rows.length === 0
						? null
						: markup`<table>
							<caption>${title}</caption>
							<thead><tr>
								<th scope="col">${messages.runReport.columns.name}</th>
								<th scope="col" class="values"><a href="#run-1">A</a></th>
								<th scope="col" class="values"><a href="#run-2">B</a></th>
								<th scope="col" class="number">${words.difference}</th>
							</tr></thead>
							<tbody>${section.rows.map(row => rowMarkup(section.id, row, comparison, messages))}</tbody>
						</table>`
				}
			`;
		})}
		</section>
	`;
}

function rowMarkup(
	id: Comparison['sections'][number]['id'],
	row: Comparison['sections'][number]['rows'][number],
	{runs, scale}: Comparison,
	messages: PageMessages,
): Markup {
	const {label, values, difference, bars} = rowTexts(id, row, {
		messages,
		paint: {ascii: false, color: 0},
	});
	return markup`<tr>
		<th scope="row"><bdi>${withoutSecrets(label)}</bdi></th>
		${sides.map(side => {
			const bar = bars?.[side];
			const from = runs[side].nodes.axis?.from ?? 0;
			const value = values[side];
			return markup`<td>
				${value === null ? '–' : markup`<bdi>${withoutSecrets(value)}</bdi>`}
				${bar ? barMarkup(bar.times, {from, to: from + scale}, nodeStyles[bar.state]) : null}
			</td>`;
		})}
		<td class="number ${difference.startsWith('-') ? 'good' : 'warn'}">${difference}</td>
	</tr>`;
}
