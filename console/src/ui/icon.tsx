const PATHS = {
  overview: 'M3 13h4v4H3zM8 8h4v9H8zM13 3h4v14h-4z',
  batches: 'M4 5h12M4 10h12M4 15h12',
  submit: 'M10 14V4m-4 4 4-4 4 4M4 16h12',
  url: 'M8 12l4-4M9 6l1.5-1.5a3.5 3.5 0 0 1 5 5L14 11M11 14l-1.5 1.5a3.5 3.5 0 0 1-5-5L6 9',
  company: 'M4 17V4h8v13M12 8h4v9M2 17h16M7 7h2M7 10h2M7 13h2',
  profile: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 17c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5',
  contact: 'M3 5h14v10H3zM3 6l7 5 7-5',
  operation: 'M4 7h9l-3-3M16 13H7l3 3',
  webhook: 'M10 4a3 3 0 0 1 2.6 4.5L10 13M5 10a3 3 0 1 0 2 5.2L9 14h5M15 17a3 3 0 0 0 0-6h-1',
  key: 'M12.5 11a4 4 0 1 0-3.7-2.5L3 14.3V17h3v-2h2v-2h1.7l1-1',
  users:
    'M8 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 16c.5-3 2.5-4.5 5-4.5s4.500 1.500 5 4.500M13 4.500a2.500 2.500 0 0 1 0 4.500M15 12c1.200.800 2 2.200 2.200 4',
  health: 'M3 10h3l2-5 4 10 2-5h3',
  search: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10ZM13 13l4 4',
  menu: 'M3 6h14M3 10h14M3 14h14',
  close: 'M5 5l10 10M15 5L5 15',
  pause: 'M7 4v12M13 4v12',
  play: 'M6 4l10 6-10 6z',
  cancel: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM5.500 5.500l9 9',
  retry: 'M16 10a6 6 0 1 1-2-4.500M16 3v4h-4',
  trash: 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11',
  download: 'M10 3v9m-4-3.500 4 4 4-4M4 16h12',
  copy: 'M7 7h9v10H7zM4 13V3h9',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.500v.100',
  check: 'M4 10.500l4 4 8-9',
  empty: 'M3 11l3-7h8l3 7v5H3zM3 11h4l1 2h4l1-2h4',
  offline: 'M3 3l14 14M6 8a8 8 0 0 0-3 1.500M9 6a9 9 0 0 1 8 3.500M7.500 12.500a4 4 0 0 1 4.500-.500M10 16v.100',
  out: 'M12 4h4v12h-4M3 10h9m-3-3 3 3-3 3',
  plus: 'M10 4v12M4 10h12',
  edit: 'M4 16l1-4 8-8 3 3-8 8zM12 5l3 3',
  log: 'M5 3h10v14H5zM8 7h4M8 10h4M8 13h2',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
