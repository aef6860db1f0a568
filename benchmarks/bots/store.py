"""What the peers keep: SQLAlchemy's asyncio ORM, one commit per answer, flushed to the disk."""

from pathlib import Path

from sqlalchemy import BigInteger, event
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables."""


class Position(Base):
    """Where a person is."""

    __tablename__ = "position"
    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[int]


class Answer(Base):
    """What a person answered."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[int]
    said: Mapped[str]


class Store:
    """One database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._session = async_sessionmaker(engine, expire_on_commit=False)

    async def keep(self, chat: int, at: int, said: str) -> None:
        """Write answer and new position in one transaction."""
        async with self._session() as session:
            position = await session.get(Position, chat)
            if position is None:
                session.add(Position(chat=chat, at=at))
            else:
                position.at = at
            session.add(Answer(chat=chat, at=at, said=said))
            await session.commit()

    async def next(self, chat: int, said: str, *, begin: bool) -> int:
        """The same where the position is only in the database; gives the new one."""
        async with self._session() as session:
            position = await session.get(Position, chat)
            if position is None:
                position = Position(chat=chat, at=0)
                session.add(position)
            else:
                position.at = 0 if begin else position.at + 1
            session.add(Answer(chat=chat, at=position.at, said=said))
            await session.commit()
            return position.at

    async def close(self) -> None:
        """Let go of the connections."""
        await self.engine.dispose()


async def opened(folder: Path) -> Store:
    """A new SQLite file with a write-ahead log and a flush of every commit."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'peer.sqlite3'}")

    @event.listens_for(engine.sync_engine, "connect")
    def durable(connection, _):  # noqa: ANN001, ANN202 - as SQLAlchemy's documentation writes it
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    return await _with_tables(engine)


async def opened_at(url: str) -> Store:
    """A database on a PostgreSQL server, whose own default is to flush every commit."""
    return await _with_tables(create_async_engine(url))


async def _with_tables(engine: AsyncEngine) -> Store:
    async with engine.begin() as db:
        await db.run_sync(Base.metadata.create_all)
    return Store(engine)
