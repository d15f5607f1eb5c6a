#include "system/filter_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <utility>

extern char** environ;  // NOLINT: POSIX has it so.

namespace mfp::system {

namespace {

/// Closed with the object.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int number() const { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor out;
  Descriptor in;
};

std::optional<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// A write into a pipe that nobody reads any more gives an error instead of ending the process.
class IgnoredBrokenPipe {
 public:
  IgnoredBrokenPipe() : former_(std::signal(SIGPIPE, SIG_IGN)) {}
  IgnoredBrokenPipe(const IgnoredBrokenPipe&) = delete;
  IgnoredBrokenPipe& operator=(const IgnoredBrokenPipe&) = delete;
  ~IgnoredBrokenPipe() { std::signal(SIGPIPE, former_); }

 private:
  void (*former_)(int);
};

FilterError system_error(int number) {
  return {number == ENOENT ? FilterError::Kind::not_installed : FilterError::Kind::failed, std::strerror(number)};
}

/// A program that runs, and our ends of its streams.
struct Running {
  pid_t id = 0;
  Descriptor input;
  Descriptor output;
  Descriptor errors;
};

tl::expected<Running, FilterError> start(const std::vector<std::string>& words) {
  auto input = make_pipe();
  auto output = make_pipe();
  auto errors = make_pipe();
  if (!input || !output || !errors) return tl::unexpected(system_error(errno));
  // posix_spawnp takes them as they came from main, and does not write to them.
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  arguments.reserve(copies.size() + 1);
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input->out.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output->in.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors->in.number(), STDERR_FILENO);
  pid_t id = 0;
  const int failure = posix_spawnp(&id, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return tl::unexpected(system_error(failure));
  ::fcntl(input->in.number(), F_SETFL, O_NONBLOCK);
  return Running{id, std::move(input->in), std::move(output->out), std::move(errors->out)};
}

/// Writes what fits; closes the pipe at the end of the input, or when nobody wants it.
void feed(Descriptor& pipe, std::string_view& input) {
  const ssize_t written = ::write(pipe.number(), input.data(), input.size());
  if (written < 0 && errno != EAGAIN && errno != EINTR) return pipe.close();
  if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
  if (input.empty()) pipe.close();
}

void drain(Descriptor& pipe, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(pipe.number(), buffer.data(), buffer.size());
  if (count > 0) text.append(buffer.data(), static_cast<std::size_t>(count));
  if (count == 0 || (count < 0 && errno != EINTR)) pipe.close();
}

}  // namespace

tl::expected<std::string, FilterError> filter(const std::vector<std::string>& words, std::string_view input) {
  const IgnoredBrokenPipe ignored;
  auto running = start(words);
  if (!running) return tl::unexpected(running.error());
  std::string output;
  std::string errors;
  if (input.empty()) running->input.close();
  while (running->output.number() >= 0 || running->errors.number() >= 0) {
    std::array<pollfd, 3> waits{{{running->input.number(), POLLOUT, 0},
                                 {running->output.number(), POLLIN, 0},
                                 {running->errors.number(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
    if (waits[0].revents != 0) feed(running->input, input);
    if (waits[1].revents != 0) drain(running->output, output);
    if (waits[2].revents != 0) drain(running->errors, errors);
  }
  int status = 0;
  while (::waitpid(running->id, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output;
  return tl::unexpected(FilterError{FilterError::Kind::failed, errors});
}

}  // namespace mfp::system
