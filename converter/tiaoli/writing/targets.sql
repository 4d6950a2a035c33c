-- The view `targets`: what a region's report sets for its year, beside what the next year's report says came of it.
-- One row for each region, each year between its first and its last report, and each indicator and measure that
-- any report sets a target of. :better stands for rows of (indicator, which way is better).
WITH RECURSIVE

better (indicator, way) AS (VALUES :better),

-- Reports of a region and year, the most complete of each kind first. A text that breaks off, or that never comes
-- to what the year is to bring, is not whole: what it does not say may have been said.
ranked AS (
  SELECT
    doc_id, adcode, region, level, year, document_type, is_whole,
    document_type = 'government_work_report' AS is_work_report,
    row_number() OVER (
      PARTITION BY adcode, year, document_type
      ORDER BY status = 'ok' DESC, is_whole DESC, observed DESC, characters DESC, doc_id
    ) AS place,
    count(*) OVER (PARTITION BY adcode, year) AS n_documents
  FROM (
    SELECT
      documents.*,
      NOT truncated AND EXISTS (
        SELECT 1 FROM sections
        WHERE sections.doc_id = documents.doc_id AND role IN ('targets', 'plan') AND state <> 'outline'
      ) AS is_whole,
      (SELECT count(*) FROM observations WHERE observations.doc_id = documents.doc_id) AS observed
    FROM documents
    WHERE document_type IN ('government_work_report', 'development_plan_report')
      AND status <> 'failed' AND adcode IS NOT NULL AND year IS NOT NULL
  )
),
report AS (SELECT * FROM ranked WHERE place = 1),

-- What these say of the region itself and of a single year.
said AS (
  SELECT
    report.adcode, report.document_type, report.is_work_report, report.year AS report_year, observations.year,
    observations.doc_id, indicator, label, measure, value, value_high, unit, statement, bound, kind, modal, hard, "of",
    quote, observations.span_start, sections.role
  FROM report
  JOIN observations ON observations.doc_id = report.doc_id
  LEFT JOIN sections ON sections.doc_id = report.doc_id AND sections.section_id = observations.section_id
  WHERE scope IS NULL AND compared_with IS NULL AND period_from IS NULL AND NOT averaged AND NOT cumulative
    AND (value IS NOT NULL OR statement IS NOT NULL)
),

-- Of a target that is stated more than once: the work report before the plan report, a number before words, the part
-- that lists the targets before others, then the first.
target AS (
  SELECT * FROM (
    SELECT
      *,
      row_number() OVER (
        PARTITION BY adcode, year, indicator, measure
        ORDER BY is_work_report DESC, value IS NOT NULL DESC, role IS 'targets' DESC, span_start
      ) AS place,
      min(value) OVER same <> max(value) OVER same AS is_contradicted
    FROM said
    WHERE kind = 'target' AND year = report_year
    WINDOW same AS (PARTITION BY doc_id, indicator, measure, unit, "of")
  ) WHERE place = 1
),

-- Of an actual value likewise, but in each unit: a target in dollars is not held against a sum in yuan.
actual AS (
  SELECT * FROM (
    SELECT
      *,
      row_number() OVER (
        PARTITION BY adcode, year, indicator, measure, unit, "of"
        ORDER BY is_work_report DESC, role IS 'review' DESC, span_start
      ) AS place,
      min(value) OVER same <> max(value) OVER same AS is_contradicted
    FROM said
    WHERE kind = 'actual' AND year = report_year - 1 AND value IS NOT NULL
    WINDOW same AS (PARTITION BY doc_id, indicator, measure, unit, "of")
  ) WHERE place = 1
),

region AS (
  SELECT adcode, region, level, year AS last_year, first_year FROM (
    SELECT
      *, min(year) OVER (PARTITION BY adcode) AS first_year,
      row_number() OVER (PARTITION BY adcode ORDER BY year DESC, is_work_report DESC) AS newest
    FROM report
  ) WHERE newest = 1
),
region_year AS (
  SELECT adcode, region, level, first_year AS year, last_year FROM region
  UNION ALL
  SELECT adcode, region, level, year + 1, last_year FROM region_year WHERE year < last_year
),
held AS (
  SELECT adcode, year, max(is_work_report) AS has_work_report, max(is_work_report AND is_whole) AS is_whole, n_documents
  FROM report GROUP BY adcode, year
),
aim AS (
  SELECT
    target.indicator, measure, max(label) AS label,
    CASE WHEN measure IN ('level', 'growth', 'difference') THEN way END AS way
  FROM target LEFT JOIN better ON better.indicator = target.indicator
  GROUP BY target.indicator, measure
),

-- Every cell with its target and the actual value that goes with it.
cell AS (
  SELECT * FROM (
    SELECT
      region_year.adcode, region_year.region, region_year.level, region_year.year, aim.indicator, aim.measure, aim.label,
      coalesce(held.n_documents, 0) AS n_documents,
      CASE
        WHEN target.value IS NOT NULL THEN 'stated'
        WHEN target.doc_id IS NOT NULL THEN 'stated without a number'
        WHEN held.has_work_report IS NOT 1 THEN 'no document'
        WHEN held.is_whole THEN 'absent'
        ELSE 'document truncated'
      END AS status,
      target.value AS target, target.value_high AS target_high, target.bound, target.statement, target.modal, target.hard,
      target.doc_id AS target_doc_id, target.quote AS target_quote, target.document_type AS target_document_type,
      target.is_contradicted AS target_contradicted,
      actual.value AS actual, actual.value_high AS actual_high, actual.bound AS actual_bound,
      actual.doc_id AS actual_doc_id, actual.quote AS actual_quote, actual.is_contradicted AS actual_contradicted,
      coalesce(target.unit, actual.unit) AS unit,
      aim.way,
      row_number() OVER (
        PARTITION BY region_year.adcode, region_year.year, aim.indicator, aim.measure
        ORDER BY actual.is_work_report DESC, actual.role IS 'review' DESC, actual.span_start
      ) AS place
    FROM region_year
    CROSS JOIN aim
    LEFT JOIN held ON held.adcode = region_year.adcode AND held.year = region_year.year
    LEFT JOIN target ON target.adcode = region_year.adcode AND target.year = region_year.year
      AND target.indicator = aim.indicator AND target.measure = aim.measure
    LEFT JOIN actual ON actual.adcode = region_year.adcode AND actual.year = region_year.year
      AND actual.indicator = aim.indicator AND actual.measure = aim.measure
      AND (target.value IS NULL OR (actual.unit IS target.unit AND actual."of" IS target."of"))
  ) WHERE place = 1
),

-- What the target asks for as a floor or as a ceiling, and what is known of the actual value. 近 (below) what is
-- better high is an approach to it, no ceiling; about (左右) asks for neither.
limits AS (
  SELECT
    *,
    CASE
      WHEN bound IN ('at_least', 'above') THEN target
      WHEN bound IN ('exact', 'between') AND way = 'high' THEN target
    END AS floor,
    CASE
      WHEN bound = 'at_most' OR (bound = 'below' AND way IS NOT 'high') THEN target
      WHEN bound = 'exact' AND way = 'low' THEN target
      WHEN bound = 'between' AND way = 'low' THEN target_high
    END AS ceiling,
    CASE WHEN actual_bound IN ('exact', 'at_least', 'above', 'between') THEN actual END AS actual_from,
    CASE
      WHEN actual_bound IN ('exact', 'at_most', 'below') THEN actual
      WHEN actual_bound = 'between' THEN actual_high
    END AS actual_to
  FROM cell
)

SELECT
  adcode, region, year, indicator, measure, target, target_high, bound, modal, hard, target_doc_id, actual, actual_doc_id,
  CASE -- 60 % beside 超过60% may be 60.3 in full: neither. A level that is twice or half the target is most often what
       -- there is in all beside what is to be added (新建2万个, 增至18万个): neither
    WHEN measure = 'level' AND actual NOT BETWEEN target / 2 AND target * 2 THEN NULL
    WHEN actual_from > floor OR (actual_from = floor AND (bound <> 'above' OR actual_bound = 'above')) THEN 1
    WHEN actual_to < floor THEN 0
    WHEN actual_to < ceiling OR (actual_to = ceiling AND (bound <> 'below' OR actual_bound = 'below')) THEN 1
    WHEN actual_from > ceiling THEN 0
  END AS met,
  status, level, label, unit, statement, target_quote, target_contradicted, target_document_type, actual_high, actual_bound,
  actual_quote, actual_contradicted, n_documents
FROM limits
ORDER BY adcode, year, indicator, measure
