#include "bridge/edges/bindings_file.hpp"

#include <cstdio>
#include <utility>

namespace mfp::bridge {

namespace {

constexpr std::chrono::milliseconds between_writes{25};
constexpr std::size_t largest_file = std::size_t{512} * 1024 * 1024;

/// Makes the text where it is called, since that takes a while when there are many.
std::function<std::string()> text_of(std::vector<core::Binding> bindings) {
  return [bindings = std::move(bindings)] { return core::to_json(bindings); };
}

}  // namespace

bool BindingsFile::open(const std::string& path) {
  path_ = path;
  return lock_.acquire(path + ".lock");
}

core::Result<BindingsFile::Loaded> BindingsFile::load() const {
  const system::Disk disk;
  if (disk.kind(path_) == core::FileKind::missing) return Loaded{};
  const auto content = disk.read(path_, largest_file);
  if (!content) return core::fail("the bindings in " + path_ + ' ' + content.error().message);
  auto kept = core::read_bindings(*content);
  if (!kept) {
    const std::string aside = path_ + ".broken";
    const bool moved = std::rename(path_.c_str(), aside.c_str()) == 0;
    return Loaded{{},
                  {path_ + ' ' + kept.error().message + "; going on without bindings" +
                   (moved ? ", the file is now " + aside : "")}};
  }
  Loaded loaded{std::move(kept->bindings), {}};
  for (const std::string& problem : kept->problems) loaded.warnings.push_back(path_ + ": " + problem + "; left out");
  return loaded;
}

void BindingsFile::save(Snapshot snapshot, std::function<void()> saved) {
  ++asked_;
  snapshot_ = std::move(snapshot);
  told_ = std::move(saved);
  if (!writing_) write();
}

void BindingsFile::write() {
  writing_ = true;
  system::write_in_background(worker_, path_, text_of(snapshot_()), [this, state = asked_](const std::string& problem) {
    saved_ = state;
    problem_ = problem;
    timer_->set(loop_.now() + between_writes, [this] {
      writing_ = false;
      if (asked_ != saved_) write();
    });
    told_();
  });
}

void BindingsFile::finish() {
  if (saved_ != asked_) system::write_in_background(worker_, path_, text_of(snapshot_()), [](const std::string&) {});
}

}  // namespace mfp::bridge
