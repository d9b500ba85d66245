import { z } from 'zod';
import { declareSettings } from '../platform/config/feature-settings.js';
import { baseUrl, integer } from '../platform/config/setting-types.js';

/** How URLs are analysed; see `chooseEngine`. */
export const URL_ANALYSIS_ENGINES = ['auto', 'http', 'lighthouse', 'psi'] as const;

/** Settings of URL analysis and its engines. */
export const URL_ANALYSIS_SETTINGS = declareSettings(
  {
    URL_ANALYSIS_ENGINE: z
      .enum(URL_ANALYSIS_ENGINES)
      .default('auto')
      .describe('auto, http, lighthouse or psi; auto takes psi with a key, lighthouse with a Chrome, else http'),
    LIGHTHOUSE_CONCURRENCY: integer(1, 64, 1).describe(
      'Lighthouse runs at once in one process; more than one distorts the measurements',
    ),
    CHROME_PATH: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Chrome or Chromium for Lighthouse; else the usual places. As root it runs without its sandbox: run the service as another user',
      ),
    URL_HISTORY_DAYS: integer(0, 3650, 400).describe(
      'Days for which the figures of each analysis of a URL are kept, whatever becomes of its batch; 0 keeps none',
    ),
    PSI_API_KEY: z.string().min(1).max(200).optional().describe('Key of the PageSpeed Insights API'),
    PSI_BASE_URL: baseUrl
      .default('https://pagespeedonline.googleapis.com')
      .describe('Base URL of the PageSpeed Insights API'),
  },
  {
    conflicts: ({ URL_ANALYSIS_ENGINE, PSI_API_KEY }) =>
      URL_ANALYSIS_ENGINE === 'psi' && PSI_API_KEY === undefined ? ['URL_ANALYSIS_ENGINE: psi needs PSI_API_KEY'] : [],
    providers: ({ PSI_BASE_URL }) => [PSI_BASE_URL],
  },
);
