import { UrlAnalysisModule } from './url-analysis.module.js';
import { UrlAnalysisService } from './api/url-analysis.service.js';

describe('UrlAnalysisModule', () => {
  it('lets other modules start, follow and cancel jobs [S2-55]', () => {
    expect(Reflect.getMetadata('exports', UrlAnalysisModule)).toEqual([UrlAnalysisService]);
    const { start, progress, cancel } = UrlAnalysisService.prototype;
    for (const method of [start, progress, cancel]) expect(typeof method).toBe('function');
  });
});
