export {account, lastVisitBefore, wasWatched} from './month.ts';
export {startDemoService, type DemoService} from './service.ts';
