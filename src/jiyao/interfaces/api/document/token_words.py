"""What the OpenAPI document says of routes that need a token, Chinese first."""

Pair = tuple[str, str]

TOKEN: Pair = (
    "令牌在“安全”页的“接口令牌”中生成，以账号的身份行事：能做的与账号当天的权限相同；只读令牌只能读取。",
    "A token is made under API tokens on the page Security of an account, and acts as that account: it may do what the "
    "account may on the day, and with a token for reading only what is reading.",
)
OPERATIONS: dict[str, tuple[Pair, Pair]] = {
    "me": (
        ("我的账号", "Who asks"),
        (
            "令牌属于哪个账号，有哪些角色，能做什么（权限表中的对象和动作）。",
            "The account of the token, its roles, and what it may do: rows of the permission table, thing and verb.",
        ),
    ),
    "own_records": (
        ("本人记录", "Own records"),
        (
            "登记库中关于本人的全部记录，按表排列；没有记录的表不列出。",
            "Everything that is recorded of the account's own person, table by table; those without rows are left out.",
        ),
    ),
    "own_determinations": (
        ("本人判定", "Own determinations"),
        (
            "按登记的记录判定本人；答复同“作出判定”。",
            "What the account's own person is entitled to by the records; answered as determinations of given facts.",
        ),
    ),
    "tables": (
        ("记录种类", "The tables"),
        (
            "可以查看的各种记录及其栏目：类型、代码、能否筛选。",
            "The kinds of records in reach with their columns: type, codes, and whether lists are narrowed by them.",
        ),
    ),
    "rows": (
        ("一种记录", "The rows of a table"),
        (
            "权限范围内的记录，每页 50 行。每一栏都可作参数筛选；日期和时间用 from.栏目、to.栏目，首尾两日都算在内。"
            "姓名和证书编号与工作台一样遮蔽。",
            "The rows in reach, 50 on a page. Every column is a parameter that narrows them; days and moments are "
            "narrowed by from.COLUMN and to.COLUMN, both days included. People and certificates are masked as on "
            "the desk.",
        ),
    ),
    "row": (
        ("一条记录", "One row"),
        ("一条记录及其历次版本。", "One row with every version of it, the last first."),
    ),
    "import_file": (
        ("导入文件", "Import a file"),
        (
            "把 CSV、XLSX 或 Parquet 文件交给队列核对、登记，答复 202 和任务地址。令牌须可写。",
            "Gives a file of CSV, XLSX or Parquet to the queue, which checks and records it; answered with 202 and the "
            "address of the job. The token must not be for reading only.",
        ),
    ),
    "job": (
        ("一项任务", "One job"),
        ("进行到哪里，结果如何。", "How far it is, and what came of it."),
    ),
    "job_result": (
        ("任务的结果文件", "The file of a job"),
        (
            "导入时退回的行，是一个 XLSX 工作簿；改好后可原样再导入。",
            "The rows that an import gave back, as a workbook; mended, it is imported as it is.",
        ),
    ),
}
PARAMETERS: dict[str, Pair] = {
    "table": ("记录种类", "the name of a table"),
    "key": ("记录的编号", "the number of a row"),
    "number": ("任务号", "the number of a job"),
    "q": ("查找以此开头的文字", "what a searched field begins with"),
    "sort": (
        "按哪一栏排序，前加 - 为倒序",
        "the column to sort by, with - before it for the last ones first",
    ),
    "filters": (
        "每一栏都是参数，如 level=L4、from.issued_on=2025-01-01",
        "each column is a parameter, such as level=L4 or from.issued_on=2025-01-01",
    ),
    "mode": (
        "有行不合格时：登记合格的行、都不登记、只核对",
        "if rows are bad: record the good ones, record nothing, or only check",
    ),
}
RECORDS: dict[str, Pair] = {
    "AccountRecord": ("令牌的账号", "the account of a token"),
    "RoleRecord": ("角色", "a role that is held"),
    "TokenRecord": ("所用的令牌", "the token of this request"),
    "TableRecord": ("一种记录", "a table in reach"),
    "ColumnRecord": ("一栏", "a column"),
    "CellRecord": ("一格", "a cell"),
    "RecordRecord": ("一条记录", "a row by the names of its columns"),
    "RowsRecord": ("记录的一页", "a page of rows"),
    "HistoryRecord": ("一条记录及其版本", "a row with its versions"),
    "VersionRecord": ("一个版本", "a version of a record"),
    "OwnRecord": ("关于本人的一种记录", "a table with the rows of the account's own person"),
    "JobRecord": ("一项任务", "a job"),
}
MEMBERS: dict[str, Pair] = {
    "account": ("账号，与行为记录中的写法相同", "the account, as acts name it"),
    "username": ("用户名", "what it signs in with"),
    "AccountRecord.person": ("本人的人员编号", "the number of the account's own person"),
    "roles": ("当天的角色", "the roles that it holds today"),
    "may": ("能做什么", "what may be done"),
    "token": ("所用的令牌", "the token of this request"),
    "role": ("角色", "the role"),
    "RoleRecord.division": ("所在区划", "the division at which it is held"),
    "organisation": ("单位编号", "the number of the organisation for which it is held"),
    "expires_on": ("有效至", "the last day on which it holds"),
    "is_read_only": ("是否只读", "whether it may only read"),
    "columns": ("各栏", "its columns"),
    "ColumnRecord.codes": ("本栏自己的代码", "its own codes, where it has no list"),
    "masked": ("是否遮蔽", "whether it is shown with most of it hidden"),
    "filter": ("能否筛选", "whether lists are narrowed by it"),
    "CellRecord.text": ("供人阅读的文字", "as people read it"),
    "CellRecord.value": (
        "原值：代码、编号、日期；金额以分计，比例以万分之一计，月份为年×12＋月；遮蔽的为 null",
        "the value behind it: a code, a number, a day; money in fen, a ratio in ten-thousandths, a month as year × 12 "
        "+ month; null where it is masked",
    ),
    "key": ("编号", "its number"),
    "RecordRecord.values": ("各栏的值", "its cells by column"),
    "RowsRecord.total": ("共几行，最多数到 10000", "how many rows there are, counted up to 10,000"),
    "has_more": ("是否不止 10000 行", "whether there are more than 10,000"),
    "versions": ("历次版本，最近的在前", "every version, the last first"),
    "VersionRecord.version": ("第几版", "its number, from 1"),
    "recorded_at": ("登记时间", "when it was recorded"),
    "table": ("表的名称", "the name of the table"),
    "OwnRecord.rows": ("各行", "its rows"),
    "JobRecord.number": ("任务号", "its number"),
    "state": ("状态", "where it stands; refused: it ended, and rows were given back"),
    "step": ("正在做什么", "what it is at"),
    "done": ("已完成", "how much of the step is done"),
    "JobRecord.total": ("总数", "of how much"),
    "seconds_left": ("剩余秒数", "how many seconds the step will still take, if it goes on so"),
    "counts": ("结果", "what came of it, in numbers"),
    "message": ("说明", "what went wrong"),
    "result": ("结果文件的地址", "the address of its file"),
    "asked_at": ("提交时间", "when it was asked for"),
    "started_at": ("开始时间", "when it began"),
    "ended_at": ("结束时间", "when it ended"),
}
