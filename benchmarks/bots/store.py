"""What the peers keep: SQLAlchemy's asyncio ORM on aiosqlite, one commit per answer, flushed."""

from pathlib import Path

from sqlalchemy import event
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables."""


class Position(Base):
    """Where a person is."""

    __tablename__ = "position"
    chat: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]


class Answer(Base):
    """What a person answered."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    at: Mapped[int]
    said: Mapped[str]


class Store:
    """One database file."""

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

    async def close(self) -> None:
        """Let go of the connections."""
        await self.engine.dispose()


async def opened(folder: Path) -> Store:
    """A new store with a write-ahead log and a flush of every commit."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'peer.sqlite3'}")

    @event.listens_for(engine.sync_engine, "connect")
    def durable(connection, _):  # noqa: ANN001, ANN202 - as SQLAlchemy's documentation writes it
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    async with engine.begin() as db:
        await db.run_sync(Base.metadata.create_all)
    return Store(engine)


__all__ = ["AsyncSession", "Store", "opened"]
