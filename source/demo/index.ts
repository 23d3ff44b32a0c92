export {startDemoService, type DemoOptions, type DemoRequest, type DemoService} from './service.ts';
export {account, lastVisitBefore, wasWatched} from './month.ts';
export {showcase} from './showcase.ts';
export type {
	Fault,
	FaultRule,
	OutputScript,
	RequestLimit,
	RunEnding,
	RunScript,
	Scenario,
} from './script.ts';
